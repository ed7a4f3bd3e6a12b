package corpus

// A Detector is the name of something that reads a trial's answer.
type Detector string

// The detectors.
const (
	RaceDetector Detector = "race"    // Go's race detector
	Goleak       Detector = "goleak"  // go.uber.org/goleak, after the half has returned
	Runtime      Detector = "runtime" // panics, fatal errors, "all goroutines are asleep"
	Oracle       Detector = "outcome" // the case's table of outcomes
	Hang         Detector = "hang"    // a deadline, and the goroutine dump taken at it

	Synctest    Detector = "synctest"    // testing/synctest: everybody in the bubble is blocked
	LeakProfile Detector = "leakprofile" // runtime/pprof's goroutineleak profile
	Vet         Detector = "vet"         // go vet, each analyzer by name
	Staticcheck Detector = "staticcheck" // honnef.co/go/tools, each check by name
	GoDeadlock  Detector = "godeadlock"  // github.com/sasha-s/go-deadlock in the place of sync's mutexes
	Explorer    Detector = "explorer"    // every interleaving up to a bound
)

// Detectors returns every detector.
func Detectors() []Detector {
	return []Detector{
		RaceDetector, Goleak, Runtime, Oracle, Hang,
		Synctest, LeakProfile, Vet, Staticcheck, GoDeadlock, Explorer,
	}
}

// Build returns the build in which the detector looks unless a case says otherwise.
func (d Detector) Build() Build {
	switch d {
	case RaceDetector, Oracle, Hang:
		return Race
	case Synctest:
		return Bubble
	case LeakProfile:
		return LeakProfiled
	case Vet:
		return Vetted
	case Staticcheck:
		return Linted
	case GoDeadlock:
		return Watched
	case Explorer:
		return Explored
	}
	return Plain
}

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
	Build Build  // where it holds; empty: the detector's own build
	Why   string // needed for possible, never, false-alarm and not-applicable
}

// Expectations are what a case says of the detectors. What it says of one that it
// does not name follows from its source and its marks, see [Ref.Of].
type Expectations map[Detector]Expectation

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
func (e Expectation) In(b Build) Expectation {
	e.Build = b
	return e
}

// Sees reports whether the detector is expected to see the bug, sooner or later.
func (e Expectation) Sees() bool { return e.Rate == Always || e.Rate == Sometimes }
