package corpus

import (
	"slices"
	"strings"

	"threadlab/racecases/detect"
)

// A Rate is how often a detector should see a broken half.
type Rate string

// The rates. RateAlways: the lower bound of the 95 % interval is at least 0.95. RateOpportunistic is not waited for: too
// rare, or up to the machine. A detector expected to raise a false alarm teaches what it cannot tell.
const (
	RateAlways        Rate = "always"
	RateSometimes     Rate = "sometimes"
	RateOpportunistic Rate = "possible"
	RateNever         Rate = "never"
	RateFalseAlarm    Rate = "false-alarm"
	RateNotApplicable Rate = "not-applicable"
)

// An Expectation is what a case expects of one detector.
type Expectation struct {
	Rate Rate
	// Least is the least probability with which one run is caught, as measured.
	Least float64
	Build detect.Build // where it holds; empty: the detector's own build
	Why   string       // needed unless the detector sees the bug
}

// Expectations are what a case expects of the detectors. For one without an
// entry the expectation follows from the source and the marks, see [Ref.Of].
type Expectations map[detect.Name]Expectation

// Always expects the detector to see every run.
func Always() Expectation { return Expectation{Rate: RateAlways, Least: 0.95} }

// Sometimes expects the detector to see a run with probability least or more.
func Sometimes(least float64) Expectation { return Expectation{Rate: RateSometimes, Least: least} }

// Opportunistic lets the detector see a run without waiting for it; why is the reason that it may not.
func Opportunistic(why string) Expectation { return Expectation{Rate: RateOpportunistic, Why: why} }

// Never expects the detector to be blind, for a reason.
func Never(why string) Expectation { return Expectation{Rate: RateNever, Why: why} }

// FalseAlarm expects the detector to report what is right, for a reason.
func FalseAlarm(why string) Expectation { return Expectation{Rate: RateFalseAlarm, Why: why} }

// NotApplicable is for a detector that cannot tell what the case is made of; why is the reason.
func NotApplicable(why string) Expectation { return Expectation{Rate: RateNotApplicable, Why: why} }

// In returns the expectation for another build than the detector's own.
func (e Expectation) In(b detect.Build) Expectation {
	e.Build = b
	return e
}

// Sees reports whether the detector is expected to see the bug, sooner or later.
func (e Expectation) Sees() bool { return e.Rate == RateAlways || e.Rate == RateSometimes }

// Of returns what the case expects of a detector, with the build that this holds in: what the case has written, else what follows from
// its source (see [Ref.Derived]), else that the detector never fires, which must not claim the case's class then.
func (r Ref) Of(d detect.Name) Expectation {
	e, known := r.Case.Expect[d]
	if !known {
		e, known = r.Derived(d)
	}
	if !known {
		e = Never("does not claim this class of bug")
	}
	if e.Build == "" {
		e.Build = d.Build()
	}
	return e
}

// Derived returns what follows from the source and the marks of a case, if
// anything does:
//
//   - a linter sees the bug if a line is marked for one of its checks, and no
//     other, because it does not depend on luck;
//   - a detector of goroutines that wait for ever sees the marked waits as often
//     as the case expects a deadlock or a leak to happen at all, apart from those
//     that it cannot see by design;
//   - go-deadlock sees the mutexes of sync only;
//   - the explorer finds what its own witness shows; of two accesses that only meet its
//     race detector tells; and it is not applicable where there is no schedule.
func (r Ref) Derived(d detect.Name) (Expectation, bool) {
	switch d {
	case detect.Vet, detect.Staticcheck:
		if len(r.marked(MarkKind(d))) > 0 {
			return Always(), true
		}
		return Never("no check of it looks for this"), true
	case detect.GoDeadlock:
		if !r.usesMutex() {
			return NotApplicable("the program has no mutex of sync"), true
		}
		return r.waits(Mark.OfMutex, "no goroutine waits for a mutex")
	case detect.Explorer:
		return r.explored()
	case detect.Synctest:
		return r.waits(func(m Mark) bool { return !m.OfMutex() },
			"a wait for a mutex is not durable: the bubble hangs")
	case detect.LeakProfile:
		return r.waits(func(Mark) bool { return true }, "")
	}
	return Expectation{}, false
}

// waits derives the expectation of a detector that sees the waits of some kinds.
func (r Ref) waits(sees func(Mark) bool, blind string) (Expectation, bool) {
	marks := r.marked(Wait)
	if len(marks) == 0 {
		return Expectation{}, false
	}
	if !slices.ContainsFunc(marks, sees) {
		return Never(blind), true
	}
	best := Opportunistic("the wait itself is rare")
	for _, d := range []detect.Name{detect.Runtime, detect.Goleak, detect.Hang} {
		if e := r.Case.Expect[d]; e.Sees() && e.Least > best.Least {
			best = Expectation{Rate: e.Rate, Least: e.Least}
		}
	}
	return best, true
}

// marked returns the marks of one kind of the broken half. Marks that cannot be read are Check's to report.
func (r Ref) marked(kind MarkKind) []Mark {
	if r.Case.Negative {
		return nil
	}
	marks, err := r.Marks(Broken)
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(marks, func(m Mark) bool { return m.Kind != kind })
}

// usesMutex reports whether a half's source names a mutex of sync.
func (r Ref) usesMutex() bool {
	return slices.ContainsFunc(r.Halves(), func(h Half) bool {
		text, err := r.Text(h)
		code := Code(text)
		return err == nil && (strings.Contains(code, "sync.Mutex") || strings.Contains(code, "sync.RWMutex"))
	})
}

// explored derives the expectation of the explorer. A witness that cannot be read is reported by the rules of the corpus.
func (r Ref) explored() (Expectation, bool) {
	if r.Case.Negative {
		return Never("no schedule of a program that is right fails"), true
	}
	_, ok, err := r.Witness()
	switch {
	case err != nil:
		return Expectation{}, false
	case !ok:
		return NotApplicable("the program uses what the explorer does not model"), true
	}
	return Always(), true
}
