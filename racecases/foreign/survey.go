package foreign

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/trial"
)

// A Row is what one detector made of one test.
type Row struct {
	V        int             `json:"v"`
	Package  string          `json:"package"`
	Test     string          `json:"test"`
	Detector corpus.Detector `json:"detector"`
	Trials   int             `json:"trials"`
	Hits     int             `json:"hits"`
	Labels   []detect.Label  `json:"labels"`
}

// A Result is everything about one test.
type Result struct {
	Package  *Package
	Test     string
	Rows     []Row
	Findings []detect.Finding // each bug once
	Failed   int              // trials that failed although no detector saw anything
	Skipped  int              // trials in which the test skipped itself
	Network  bool             // a failure speaks of the network
	Output   string           // of the first such failure
}

// A Plan says how a package's tests are run.
type Plan struct {
	Trials   int
	Procs    int
	Pattern  string        // as -run has it
	Deadline time.Duration // of one test; one that is still there counts as hung
}

// Detectors returns who can read the output of a test binary. goleak, synctest and
// go-deadlock speak only in tests that call them themselves.
func Detectors(build corpus.Build) []detect.Detector {
	return slices.DeleteFunc(detect.All(), func(d detect.Detector) bool {
		switch d.Name {
		case corpus.RaceDetector, corpus.Runtime, corpus.Hang:
			return !d.Looks(build)
		}
		return true
	})
}

// Survey runs one test in every build that there is.
func (p *Package) Survey(ctx context.Context, test string, plan Plan) (Result, error) {
	r := Result{Package: p, Test: test}
	known := map[string]bool{}
	by := map[corpus.Detector]*Row{}
	for _, build := range corpus.Everyday() {
		if p.binaries[build] == "" {
			continue
		}
		for range plan.Trials {
			a, err := p.Run(ctx, test, plan.Pattern, trial.Spec{Build: build, Procs: plan.Procs, Deadline: plan.Deadline})
			if err != nil {
				return r, err
			}
			found := read(a)
			for _, d := range append(Detectors(build), spoken()...) {
				if by[d.Name] == nil {
					by[d.Name] = &Row{V: 1, Package: p.ImportPath, Test: test, Detector: d.Name, Labels: []detect.Label{}}
				}
				by[d.Name].count(found)
			}
			for _, f := range found {
				if key := identity(f); !known[key] {
					known[key] = true
					r.Findings = append(r.Findings, f)
				}
			}
			r.note(a, found)
		}
	}
	for _, d := range corpus.Detectors() {
		if row := by[d]; row != nil && (row.Hits > 0 || !slices.ContainsFunc(spoken(), func(s detect.Detector) bool { return s.Name == d })) {
			r.Rows = append(r.Rows, *row)
		}
	}
	return r, nil
}

// spoken are the detectors that a test may call itself.
func spoken() []detect.Detector {
	return slices.DeleteFunc(detect.All(), func(d detect.Detector) bool {
		return d.Name != corpus.Goleak && d.Name != corpus.Synctest && d.Name != corpus.GoDeadlock
	})
}

// read asks every detector whose words may be in the output of a test.
func read(a trial.Answer) []detect.Finding {
	if _, leaks, found := strings.Cut(a.Output, "found unexpected goroutines:"); found {
		a.Record.Leaks = leaks
	}
	var found []detect.Finding
	for _, d := range append(Detectors(a.Spec.Build), spoken()...) {
		found = append(found, d.Read(a, nil)...)
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

var network = regexp.MustCompile(`dial (tcp|udp)|no such host|connection refused|network is unreachable|i/o timeout|lookup \S+ on `)

// note keeps what no detector explains.
func (r *Result) note(a trial.Answer, found []detect.Finding) {
	if strings.Contains(a.Output, "--- SKIP: "+r.Test+" ") {
		r.Skipped++
	}
	if a.Exit == 0 || len(found) > 0 {
		return
	}
	if r.Failed++; r.Failed == 1 {
		r.Output, r.Network = a.Output, network.MatchString(a.Output)
	}
}

// identity is the same for reports of one bug: the kinds and places that it names.
func identity(f detect.Finding) string {
	places := make([]string, 0, len(f.Places))
	for _, p := range f.Places {
		places = append(places, p.What+" "+p.Frame.At())
	}
	slices.Sort(places)
	return string(f.Label) + " " + strings.Join(places, ", ")
}
