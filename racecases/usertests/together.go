package usertests

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/detect"
	"threadlab/racecases/detect/findings"
)

// Parallel returns those of some tests that call Parallel, so that go test runs them beside each other.
func (p *Package) Parallel(tests []string) (parallel []string) {
	for _, test := range p.tests() {
		if test.parallel && slices.Contains(tests, test.name) {
			parallel = append(parallel, test.name)
		}
	}
	return parallel
}

// MeasureTogether runs the parallel ones of some tests in one process of the race build: alone they do not race with each
// other. Other detectors would take the goroutines of one test for those of another. Without two such tests and the race
// build no trial is run.
func (p *Package) MeasureTogether(ctx context.Context, tests []string, plan Plan) (Measurement, error) {
	m := p.measurement("")
	m.Together = p.Parallel(tests)
	if len(m.Together) < 2 || p.binaries[detect.RaceBuild] == "" {
		return m, nil
	}
	var names []string
	for _, name := range m.Together {
		names = append(names, regexp.QuoteMeta(name))
	}
	err := m.runTogether(ctx, "^("+strings.Join(names, "|")+")$", plan)
	m.Rows = append(m.Rows, *m.row(detect.Race))
	m.locate()
	m.group()
	for i := range m.Findings {
		m.Findings[i].Test = p.racing(m.Findings[i])
	}
	return m, err
}

func (m *Measurement) runTogether(ctx context.Context, pattern string, plan Plan) error {
	pace := pace{plan: plan}
	for range plan.Trials {
		if pace.spent(time.Now()) || pace.hangs() {
			m.LeftOut++
			continue
		}
		o, err := m.Package.run(ctx, pattern, detect.RaceBuild, plan, pace.limit(detect.RaceBuild, time.Now()))
		if err != nil {
			return err
		}
		pace.note(o.Elapsed, o.Hung)
		found := findings.By(detect.Race, o)
		m.Trials++
		m.row(detect.Race).count(found)
		m.noteRaces(found)
		m.add(found)
	}
	return nil
}

// racing names the tests whose accesses a race is between, as a pattern of -run; empty if the stacks do not say.
func (p *Package) racing(f detect.Finding) string {
	var tests []string
	for _, a := range f.Race.Accesses {
		for _, frame := range slices.Concat(a.Stack, a.Created) {
			name := strings.TrimPrefix(strings.TrimPrefix(frame.Func, p.ImportPath), "_test")
			name, _, _ = strings.Cut(strings.TrimPrefix(name, "."), ".")
			if p.declared(name) != (detect.Frame{}) && !slices.Contains(tests, name) {
				tests = append(tests, name)
			}
		}
	}
	slices.Sort(tests)
	return strings.Join(tests, "|")
}
