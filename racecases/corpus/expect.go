package corpus

import "threadlab/racecases/detect"

// A Rate says how often a detector should see a broken half.
type Rate string

// The rates. Always means that the lower bound of the 95 % interval is at least
// 0.95. Possible is not waited for: too rare, or up to the machine. A detector
// expected to raise a false alarm teaches what it cannot know.
const (
	Always        Rate = "always"
	Sometimes     Rate = "sometimes"
	Possible      Rate = "possible"
	Never         Rate = "never"
	FalseAlarm    Rate = "false-alarm"
	NotApplicable Rate = "not-applicable"
)

// An Expectation is what a case says of one detector.
type Expectation struct {
	Rate Rate
	// Least is the least probability with which one run is caught, as measured.
	Least float64
	Build detect.Build // where it holds; empty: the detector's own build
	Why   string       // needed for possible, never, false-alarm and not-applicable
}

// Expectations are what a case says of the detectors. What it says of one that it
// does not name follows from its source and its marks, see [Ref.Of].
type Expectations map[detect.Name]Expectation

// IsAlways expects the detector to see every run.
func IsAlways() Expectation { return Expectation{Rate: Always, Least: 0.95} }

// IsSometimes expects the detector to see a run with probability least or more.
func IsSometimes(least float64) Expectation { return Expectation{Rate: Sometimes, Least: least} }

// IsPossible lets the detector see a run without waiting for it, and says why it may not.
func IsPossible(why string) Expectation { return Expectation{Rate: Possible, Why: why} }

// IsNever expects the detector to be blind, and says why.
func IsNever(why string) Expectation { return Expectation{Rate: Never, Why: why} }

// IsFalseAlarm expects the detector to report what is right, and says why it must.
func IsFalseAlarm(why string) Expectation { return Expectation{Rate: FalseAlarm, Why: why} }

// IsNotApplicable says why the detector cannot know what the case is made of.
func IsNotApplicable(why string) Expectation { return Expectation{Rate: NotApplicable, Why: why} }

// In returns the expectation for another build than the detector's own.
func (e Expectation) In(b detect.Build) Expectation {
	e.Build = b
	return e
}

// Sees reports whether the detector is expected to see the bug, sooner or later.
func (e Expectation) Sees() bool { return e.Rate == Always || e.Rate == Sometimes }
