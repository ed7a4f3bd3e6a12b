package detect

import "slices"

// A Name is that of a detector: of something that reads what a program printed.
type Name string

// The detectors. Package findings reads for all but Outcome and Explorer, which need the program that they are about.
const (
	Race    Name = "race"    // Go's race detector
	Goleak  Name = "goleak"  // go.uber.org/goleak, after the program has returned
	Runtime Name = "runtime" // panics, fatal errors, "all goroutines are asleep"
	Outcome Name = "outcome" // a table of what a program may return
	Hang    Name = "hang"    // a deadline, and the goroutine dump taken at it

	Synctest    Name = "synctest"    // testing/synctest: every goroutine in the bubble is blocked
	LeakProfile Name = "leakprofile" // runtime/pprof's goroutineleak profile
	Vet         Name = "vet"         // go vet, each analyzer by name
	Staticcheck Name = "staticcheck" // honnef.co/go/tools, each check by name
	GoDeadlock  Name = "godeadlock"  // github.com/sasha-s/go-deadlock in the place of sync's mutexes
	Explorer    Name = "explorer"    // every interleaving up to a bound

	Testing Name = "testing" // no detector: a test fails, and none of the detectors says why
)

// Names returns every detector.
func Names() []Name {
	return []Name{Race, Goleak, Runtime, Outcome, Hang, Synctest, LeakProfile, Vet, Staticcheck, GoDeadlock, Explorer}
}

// Dumps reports whether what the detector printed is stacks, of which a reader wants the lines that a finding names.
func (n Name) Dumps() bool {
	return slices.Contains([]Name{Goleak, Runtime, Hang, Synctest, LeakProfile, GoDeadlock}, n)
}

// Build returns the build in which the detector looks by default.
func (n Name) Build() Build {
	switch n {
	case Race, Outcome, Hang:
		return RaceBuild
	case Goleak, Runtime:
		return PlainBuild
	}
	return Build(n)
}

// Looks reports whether the detector can read the output of a build.
func (n Name) Looks(b Build) bool {
	switch n {
	case Race:
		return b == RaceBuild
	case Goleak:
		return slices.Contains(Everyday(), b)
	case Runtime, Outcome, Hang:
		return !b.Once()
	}
	return b == Build(n)
}
