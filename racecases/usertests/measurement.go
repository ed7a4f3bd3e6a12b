package usertests

import (
	"context"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/detect"
	"threadlab/racecases/detect/findings"
)

// A Row is what one detector made of one test.
type Row struct {
	V        int            `json:"v"`
	Package  string         `json:"package"`
	Test     string         `json:"test"`
	Detector detect.Name    `json:"detector"`
	Trials   int            `json:"trials"`
	Hits     int            `json:"hits"`
	Labels   []detect.Label `json:"labels"`
}

// A Measurement is everything that was found about one test, or about what is outside the tests of a
// package: Test is empty then.
type Measurement struct {
	Package  *Package
	Test     string
	Together []string // the tests, if it is about several in one process; Test is empty then, too
	Rows     []Row
	Findings []detect.Finding // each bug once, with what else is of its cause
	Trials   int              // in all builds
	LeftOut  int              // trials of the plan that were not run: the test hangs for certain, or its time was spent
	Hangs    bool             // for certain
	Ends                      // of those in which no detector saw anything
	Replaced Ends             // failures under go-deadlock alone: its locks may be the reason, which are not the program's

	rows  map[detect.Name]*Row
	raced map[variable][]string // the fingerprints of its races
}

// A Plan says how a package's tests are run.
type Plan struct {
	Trials   int
	Procs    int
	Pattern  string        // as -run has it
	Deadline time.Duration // of one test, above 0: a trial that has not ended after twice that hangs; sooner, once others have ended
	Until    time.Time     // no trial begins later but the first, in the plain and in the race build; zero: no such bound
}

// reads reports whether a detector reads the output of a build: where it is at work; goleak, synctest and go-deadlock, if
// they are in no build of the package, wherever a test may call on them itself.
func (p *Package) reads(d detect.Name, build detect.Build) bool {
	switch d {
	case detect.Race, detect.Runtime, detect.Hang, detect.LeakProfile:
		return d.Looks(build)
	case detect.Goleak, detect.Synctest, detect.GoDeadlock:
		return d.Looks(build) || !p.looks(d)
	}
	return false
}

// looks reports whether a detector is at work, be it in one build only: a row without hits says something then.
func (p *Package) looks(d detect.Name) bool {
	switch d {
	case detect.Goleak:
		return p.hooked
	case detect.Synctest, detect.GoDeadlock, detect.LeakProfile:
		return p.binaries[d.Build()] != ""
	}
	return d != detect.Testing
}

// Measure runs one test in every build that was made: once in each before a second time in any. With an error it returns
// what was found before.
func (p *Package) Measure(ctx context.Context, test string, plan Plan) (Measurement, error) {
	m := p.measurement(test)
	err := m.run(ctx, plan)
	m.admitReplaced()
	m.remarks()
	m.locate()
	m.group()
	return m, err
}

// run runs the trials of a plan, those left out that would say nothing more or for which there is no time. For one in the
// plain build and one in the race build there always is.
func (m *Measurement) run(ctx context.Context, plan Plan) error {
	pace := pace{plan: plan}
	for round := range plan.Trials {
		for _, build := range Builds() {
			switch {
			case m.Package.binaries[build] == "":
				continue
			case pace.spent(time.Now()) && (round > 0 || build.Owner() != ""), pace.hangs() && round > 0:
				m.LeftOut++
				continue
			}
			o, err := m.Package.run(ctx, plan.pattern(m.Test), build, plan, pace.limit(build, time.Now()))
			if err != nil {
				return err
			}
			pace.note(o.Elapsed, o.Hung)
			m.addTrial(o)
		}
	}
	m.Hangs = pace.hangs()
	return nil
}

func (p *Package) measurement(test string) Measurement {
	return Measurement{Package: p, Test: test, rows: map[detect.Name]*Row{}, raced: map[variable][]string{}}
}

// addTrial adds what every detector finds in the output of one trial.
func (m *Measurement) addTrial(o detect.Output) {
	found := m.Package.read(o)
	for _, d := range detect.Names() {
		if m.Package.reads(d, o.Build) {
			m.row(d).count(found)
		}
	}
	m.Trials++
	switch how := endOf(m.Test, o); {
	case len(found) > 0:
	case how >= Failed && o.Build == detect.GoDeadlockBuild:
		m.Replaced.note(how, o)
	case m.note(how, o):
		found = []detect.Finding{m.failure(o, how)}
	}
	m.row(detect.Testing).count(found)
	m.noteRaces(found)
	m.add(found)
}

// admitReplaced counts the failures under go-deadlock among those of a test that fails without it as well.
func (m *Measurement) admitReplaced() {
	if m.Failures() == 0 {
		return
	}
	for how, n := range m.Replaced.Ended {
		m.Ended[how] += n
	}
	m.row(detect.Testing).Hits += m.Replaced.Failures()
	m.Replaced = Ends{}
}

// Remarks returns what the linters said about a test that was not run, or for the empty name about what is outside the tests.
func (p *Package) Remarks(test string) Measurement {
	m := p.measurement(test)
	m.remarks()
	m.group()
	return m
}

// remarks adds what the linters said: one run of each is a trial.
func (m *Measurement) remarks() {
	for _, build := range Builds() {
		if _, ran := m.Package.remarks[build]; !ran {
			continue
		}
		found := m.remarksIn(build)
		m.row(build.Owner()).count(found)
		m.add(found)
	}
	for _, d := range append(detect.Names(), detect.Testing) {
		if row := m.rows[d]; row != nil && (row.Hits > 0 || m.Package.looks(d)) {
			m.Rows = append(m.Rows, *row)
		}
	}
}

func (m *Measurement) row(d detect.Name) *Row {
	if m.rows[d] == nil {
		m.rows[d] = &Row{V: 1, Package: m.Package.ImportPath, Test: m.Test, Detector: d, Labels: []detect.Label{}}
	}
	return m.rows[d]
}

// read returns the findings of every detector that reports in the output of a test.
func (p *Package) read(o detect.Output) []detect.Finding {
	if _, leaks, found := strings.Cut(o.Text, "found unexpected goroutines:"); found && o.Leaks == "" {
		o.Leaks = leaks
	}
	var found []detect.Finding
	for _, d := range detect.Names() {
		if d == detect.Runtime && o.Exit == 0 {
			continue // what looks like a panic is what the test has printed, or a child of it
		}
		if p.reads(d, o.Build) {
			found = append(found, findings.By(d, o)...)
		}
	}
	return found
}

func (r *Row) count(found []detect.Finding) {
	r.Trials++
	hit := false
	for _, f := range found {
		if f.Detector != r.Detector {
			continue
		}
		hit = true
		if !slices.Contains(r.Labels, f.Label) {
			r.Labels = append(r.Labels, f.Label)
		}
	}
	if hit {
		r.Hits++
	}
}
