package corpus

import "threadlab/racecases/detect"

// A Rate is how often a detector should see a broken half.
type Rate string

// The rates. RateAlways means that the lower bound of the 95 % interval is at least
// 0.95. RateOpportunistic is not waited for: too rare, or up to the machine. A detector
// expected to raise a false alarm teaches what it cannot tell.
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

// Opportunistic lets the detector see a run without waiting for it; why is the reason
// that it may not.
func Opportunistic(why string) Expectation { return Expectation{Rate: RateOpportunistic, Why: why} }

// Never expects the detector to be blind, for a reason.
func Never(why string) Expectation { return Expectation{Rate: RateNever, Why: why} }

// FalseAlarm expects the detector to report what is right, for a reason.
func FalseAlarm(why string) Expectation { return Expectation{Rate: RateFalseAlarm, Why: why} }

// NotApplicable is for a detector that cannot tell what the case is made of; why is the
// reason.
func NotApplicable(why string) Expectation { return Expectation{Rate: RateNotApplicable, Why: why} }

// In returns the expectation for another build than the detector's own.
func (e Expectation) In(b detect.Build) Expectation {
	e.Build = b
	return e
}

// Sees reports whether the detector is expected to see the bug, sooner or later.
func (e Expectation) Sees() bool { return e.Rate == RateAlways || e.Rate == RateSometimes }
