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
)

// Builds returns every build.
func Builds() []Build { return []Build{Plain, Race} }
