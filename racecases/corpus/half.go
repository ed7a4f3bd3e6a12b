package corpus

// A Half is one side of a pair.
type Half string

// The halves of a case. A negative has the correct half only.
const (
	Correct Half = "correct"
	Broken  Half = "broken"
)

// A Build is a way of compiling the runner.
type Build string

// The builds. The plain build has no cgo, so that Go's own deadlock detection
// works; the race build has it off (golang/go#20588) and a random scheduler on,
// which makes it the better stressor even for bugs that it cannot report.
const (
	Plain Build = "plain"
	Race  Build = "race"

	Bubble       Build = "synctest"    // the half runs inside a bubble of testing/synctest, in fake time
	LeakProfiled Build = "leakprofile" // with GOEXPERIMENT=goroutineleakprofile
	Watched      Build = "godeadlock"  // the mutexes of sync are go-deadlock's

	// Of these nothing is built: a linter reads the source, and one run of it is a trial.
	Vetted Build = "vet"
	Linted Build = "staticcheck"

	Explored Build = "explorer" // instrumented: one trial runs every schedule up to a bound
)

// Builds returns every build.
func Builds() []Build {
	return []Build{Plain, Race, Bubble, LeakProfiled, Watched, Vetted, Linted, Explored}
}

// Everyday returns the builds that are enough to prove a case to a reader.
func Everyday() []Build { return []Build{Plain, Race} }

// Owner returns the detector that a build is made for, if it is made for one alone.
func (b Build) Owner() Detector {
	switch b {
	case Plain, Race:
		return ""
	}
	return Detector(b)
}

// Static reports whether a linter reads the source and no program runs.
func (b Build) Static() bool { return b == Vetted || b == Linted }

// Once reports whether one trial says all that there is to say: a linter reads the
// same source again, and the explorer tries the same schedules.
func (b Build) Once() bool { return b.Static() || b == Explored }
