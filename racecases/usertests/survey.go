package usertests

import (
	"context"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/detect"
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

// A Result is everything about one test, or about what is outside the tests of a
// package: Test is empty then.
type Result struct {
	Package  *Package
	Test     string
	Rows     []Row
	Findings []detect.Finding // each bug once
	Trials   int              // in all builds
	Ends                      // of those in which no detector saw anything

	rows  map[detect.Name]*Row
	known map[string]bool
}

// A Plan says how a package's tests are run.
type Plan struct {
	Trials   int
	Procs    int
	Pattern  string        // as -run has it
	Deadline time.Duration // of one test, above 0; one that has not ended after twice that hangs
}

// reads reports whether a detector reads the output of a build. One that is at work in
// some build of the package reads there alone. goleak, synctest and go-deadlock may
// also speak where a test calls on them itself.
func (p *Package) reads(d detect.Name, build detect.Build) bool {
	switch d {
	case detect.Race, detect.Runtime, detect.Hang, detect.LeakProfile:
		return d.Looks(build)
	case detect.Goleak, detect.Synctest, detect.GoDeadlock:
		return d.Looks(build) || !p.looks(d)
	}
	return false
}

// looks reports whether a detector is at work, be it in one build only: a row without
// hits says something then.
func (p *Package) looks(d detect.Name) bool {
	switch d {
	case detect.Goleak:
		return p.hooked
	case detect.Synctest, detect.GoDeadlock, detect.LeakProfile:
		return p.binaries[d.Build()] != ""
	}
	return true
}

// Survey runs one test in every build that there is.
func (p *Package) Survey(ctx context.Context, test string, plan Plan) (Result, error) {
	r := Result{Package: p, Test: test, rows: map[detect.Name]*Row{}, known: map[string]bool{}}
	for _, build := range Builds() {
		if p.binaries[build] == "" {
			continue
		}
		for range plan.Trials {
			a, err := p.run(ctx, test, build, plan)
			if err != nil {
				return r, err
			}
			found := p.read(a)
			for _, d := range detect.Names() {
				if p.reads(d, build) {
					r.row(d).count(found)
				}
			}
			r.add(found)
			r.Trials++
			if len(found) == 0 {
				r.note(test, a)
			}
		}
	}
	r.remarks()
	return r, nil
}

// Remarks returns what the linters said about the package outside its tests.
func (p *Package) Remarks() Result {
	r := Result{Package: p, rows: map[detect.Name]*Row{}, known: map[string]bool{}}
	r.remarks()
	return r
}

// remarks adds what the linters said: one run of each is a trial.
func (r *Result) remarks() {
	for _, build := range Builds() {
		if _, ran := r.Package.remarks[build]; !ran {
			continue
		}
		found := r.Package.remarksIn(r.Test, build)
		r.row(build.Owner()).count(found)
		r.add(found)
	}
	for _, d := range detect.Names() {
		if row := r.rows[d]; row != nil && (row.Hits > 0 || r.Package.looks(d)) {
			r.Rows = append(r.Rows, *row)
		}
	}
}

func (r *Result) row(d detect.Name) *Row {
	if r.rows[d] == nil {
		r.rows[d] = &Row{V: 1, Package: r.Package.ImportPath, Test: r.Test, Detector: d, Labels: []detect.Label{}}
	}
	return r.rows[d]
}

// add keeps each bug once.
func (r *Result) add(found []detect.Finding) {
	for _, f := range found {
		if key := identity(f); !r.known[key] {
			r.known[key] = true
			r.Findings = append(r.Findings, f)
		}
	}
}

// read asks every detector whose words may be in the output of a test.
func (p *Package) read(o detect.Output) []detect.Finding {
	if _, leaks, found := strings.Cut(o.Text, "found unexpected goroutines:"); found && o.Leaks == "" {
		o.Leaks = leaks
	}
	var found []detect.Finding
	for _, d := range detect.Names() {
		if p.reads(d, o.Build) {
			found = append(found, detect.ReadBy(d, o)...)
		}
	}
	for i := range found {
		if found[i].Detector == detect.GoDeadlock {
			detect.CorrectLocks(&found[i], p.source)
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

// identity is the same for reports of one bug: the kinds and places that it names. Of
// what runs, or will again by itself, the place is its function: the line may be another
// each time.
func identity(f detect.Finding) string {
	places := make([]string, 0, len(f.Places))
	for _, p := range f.Places {
		at := p.What + " " + p.Frame.At()
		switch p.What {
		case "running", "runnable", "sleep":
			at = p.Frame.Func
		}
		places = append(places, at)
	}
	slices.Sort(places)
	return string(f.Label) + " " + strings.Join(places, ", ")
}
