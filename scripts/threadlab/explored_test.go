package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/usertests"
	"threadlab/scripts/threadlab/term"
)

func TestPassed(t *testing.T) {
	assert.Equal(t, "no schedule was tried to its end", passed(0))
	assert.Equal(t, "the one schedule that was tried does not fail", passed(1))
	assert.Equal(t, "none of 50 schedules that were tried fails", passed(50))
}

// TestPlaceOfAssertion: what a test reports is where it reports it, although its end is noticed in TestMain.
func TestPlaceOfAssertion(t *testing.T) {
	const file = "explored_test.go"
	place := func(f *scheduler.Failure) []detect.Place {
		return (&surveying{}).exported(survey.Finding{Finding: explore.Finding{Class: scheduler.Bug, Failure: f}, Test: "TestBox"}).Places
	}
	end := []scheduler.Frame{{Func: "TestMain", File: file, Line: 17}}
	says := &scheduler.Failure{Kind: scheduler.Assertion, Message: "TestBox at explored_test.go:9: 1, want 2", Where: end}
	assert.Equal(t, []detect.Place{{What: "assertion", Frame: detect.Frame{File: file, Line: 9}}}, place(says))
	silent := &scheduler.Failure{Kind: scheduler.Assertion, Message: "TestBox failed", Where: end}
	assert.Equal(t, []detect.Place{{What: "assertion", Frame: detect.Frame{Func: "TestMain", File: file, Line: 17}}}, place(silent))
}

// TestTestMain: a TestMain that exits with a failure of its own is what fails, and no test.
func TestTestMain(t *testing.T) {
	exits := survey.Finding{Finding: explore.Finding{
		Class: scheduler.Bug, Fingerprint: "0123456789abcdef", Replay: "default",
		Failure: &scheduler.Failure{Kind: scheduler.Assertion, Message: "TestMain exits with status 3"},
	}}
	var out bytes.Buffer
	s := &surveying{out: term.NewScreen(&out), fail: []scheduler.Class{scheduler.Bug}, c: exploreCommand()}
	for _, name := range []string{"TestBuy", "TestSell"} {
		s.results = append(s.results, survey.Result{Package: "shop", Test: name, Report: explore.Report{Verdict: scheduler.Fails}, Findings: []survey.Finding{exits}})
	}
	s.print(survey.Findings(s.results))
	assert.Contains(t, out.String(), "✗ bug   shop TestMain\n  in the usual order of steps; shown by 2 tests\n  assertion: TestMain exits with status 3\n")
	assert.Contains(t, out.String(), "✗ fails in TestMain   shop TestBuy\n✗ fails in TestMain   shop TestSell\n")
	assert.Contains(t, out.String(), "     2 fails in TestMain\n")
	assert.Equal(t, "TestMain", s.exported(survey.Findings(s.results)[0]).Test)
}

// TestInterruptedPage: an interrupted run says so, and is no lack of time; before the first schedule there is nothing to say.
func TestInterruptedPage(t *testing.T) {
	for schedules, want := range map[int]string{
		0: "",
		2: "! stopped   shop TestBuy\n\n1 test of 1 package, 2 schedules\n     1 stopped\n! interrupted: this is what was known until then\n",
	} {
		var out bytes.Buffer
		s := &surveying{out: term.NewScreen(&out), c: exploreCommand(), interrupted: true}
		s.results = []survey.Result{{Package: "shop", Test: "TestBuy", Report: explore.Report{Verdict: scheduler.Stopped, Schedules: schedules}}}
		s.print(nil)
		assert.Equal(t, want, out.String())
	}
}

// TestKnownCause: what else was seen of a cause that is known is set aside with it, but for a race of other accesses.
func TestKnownCause(t *testing.T) {
	race := func(fingerprint string) detect.Finding {
		return detect.Finding{Detector: detect.Race, Race: &detect.Report{}, Fingerprint: fingerprint}
	}
	fatal := detect.Finding{Detector: detect.Runtime, Fingerprint: "fatal"}
	cause := race("first")
	cause.Also = []detect.Finding{fatal, race("second")}
	tests := []struct {
		known []string
		want  []string // the first, then those under it
		set   bool
	}{
		{nil, []string{"first", "fatal", "second"}, false},
		{[]string{"fatal", "second"}, []string{"first", "fatal", "second"}, false},
		{[]string{"first"}, []string{"second", "first", "fatal"}, false},
		{[]string{"first", "second"}, []string{"first", "fatal", "second"}, true},
	}
	for _, tt := range tests {
		d := new(detecting)
		for _, fingerprint := range tt.known {
			d.known.Entries = append(d.known.Entries, survey.Known{Fingerprint: fingerprint})
		}
		got := d.unknownFirst(cause)
		var order []string
		for _, f := range got.All() {
			order = append(order, f.Fingerprint)
		}
		assert.Equal(t, tt.want, order, tt.known)
		assert.Equal(t, tt.set, d.isKnown(got), tt.known)
	}
}

// TestLongReplay: a schedule that is longer than the usual limit needs the limit that it was found with.
func TestLongReplay(t *testing.T) {
	long := survey.Finding{Finding: explore.Finding{Failure: &scheduler.Failure{Kind: scheduler.Panic}, Replay: "0"}, Test: "TestBox", Package: "shop"}
	s := &surveying{}
	assert.Regexp(t, ` explore shop -run '\^TestBox\$' -replay 0$`, s.again(long))
	s.plan.Options.Steps = 2 * scheduler.MaxSteps
	assert.Regexp(t, ` explore shop -run '\^TestBox\$' -steps 2000000 -replay 0$`, s.again(long))
}

// TestStale: what is known and was not found is said of whole runs only, in which it could have been.
func TestStale(t *testing.T) {
	known := survey.KnownList{File: "known", Entries: []survey.Known{{Fingerprint: "0123456789abcdef", Reason: "long ago", Line: 4}}}
	for run, want := range map[string]string{"": "! known:4: 0123456789abcdef was not found again: long ago\n", "TestBox": ""} {
		var out bytes.Buffer
		s := &surveying{out: term.NewScreen(&out), whole: true, known: known, plan: survey.Plan{Run: run}}
		s.printRemarks(nil)
		assert.Equal(t, want, out.String(), run)
	}
	all := usertests.Plan{Pattern: "."}
	assert.True(t, (&detecting{plan: all, builds: usertests.Builds()}).whole())
	assert.False(t, (&detecting{plan: all, builds: usertests.Builds()[:1]}).whole())
	assert.False(t, (&detecting{plan: usertests.Plan{Pattern: "TestBox"}, builds: usertests.Builds()}).whole())
	assert.False(t, (&detecting{plan: all, builds: usertests.Builds(), totals: detectTotals{unrun: 1}}).whole())
}

// TestUnbegun: where the builds take all the time, or are interrupted, nothing is known, and no list says that there are no findings.
func TestUnbegun(t *testing.T) {
	for _, d := range []*detecting{{totals: detectTotals{unrun: 2}}, {interrupted: true}} {
		d.packages = []*usertests.Package{{}}
		assert.True(t, d.outputs().unrun)
		d.findings = []detect.Finding{{Detector: detect.Vet}}
		assert.False(t, d.outputs().unrun, "a linter needs no run")
	}
}
