package detect

import (
	"go/version"
	"slices"
)

// A Name is that of a detector: of something that reads what a program printed.
type Name string

// The detectors. [Read] reads for all but Outcome and Explorer, which need the program that they are about.
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

	Testing Name = "testing" // not one of them: a test of others fails, and none knows why
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

// A Build is a way of compiling a program. One that is made for a single detector has its name.
type Build string

// The builds. The plain build has no cgo, so that Go's own deadlock detection works; the race build has it off
// (golang/go#20588) and a random scheduler on: it is the better stressor even for bugs that it cannot report.
const (
	PlainBuild Build = "plain"
	RaceBuild  Build = "race"

	SynctestBuild    Build = "synctest"    // the program runs inside a bubble of testing/synctest, in fake time
	LeakProfileBuild Build = "leakprofile" // with GOEXPERIMENT=goroutineleakprofile
	GoDeadlockBuild  Build = "godeadlock"  // the mutexes of sync are go-deadlock's

	// Of these nothing is built: a linter reads the source, and one run of it is a trial.
	VetBuild         Build = "vet"
	StaticcheckBuild Build = "staticcheck"

	ExplorerBuild Build = "explorer" // instrumented: one trial runs every schedule up to a bound
)

// Builds returns every build.
func Builds() []Build {
	return []Build{
		PlainBuild, RaceBuild, SynctestBuild, LeakProfileBuild, GoDeadlockBuild, VetBuild, StaticcheckBuild, ExplorerBuild,
	}
}

// Everyday returns the builds that are made for no detector alone.
func Everyday() []Build { return []Build{PlainBuild, RaceBuild} }

// Owner returns the detector that a build is made for, if it is made for one alone.
func (b Build) Owner() Name {
	switch b {
	case PlainBuild, RaceBuild:
		return ""
	}
	return Name(b)
}

// Static reports whether a linter reads the source and no program runs.
func (b Build) Static() bool { return b == VetBuild || b == StaticcheckBuild }

// Once reports whether a second trial could not differ from the first: a linter reads
// the same source again, and the explorer tries the same schedules.
func (b Build) Once() bool { return b.Static() || b == ExplorerBuild }

// Settings returns what a build needs of the go command beside its source, as flags and as environment; with is the
// version of the Go that builds (go1.26.8). What GOFLAGS asks of every build does not count.
func (b Build) Settings(with string) (flags, env []string) {
	flags = []string{"-race=false", "-cover=false"}
	switch b {
	case RaceBuild:
		return []string{"-race", "-cover=false"}, []string{"CGO_ENABLED=1"}
	case LeakProfileBuild:
		// From Go 1.27 on the profile is always there, and its experiment unknown.
		if version.Compare(version.Lang(with), "go1.27") < 0 {
			env = append(env, "GOEXPERIMENT=goroutineleakprofile")
			flags = append(flags, "-gcflags=std=-dwarf=false") // only these builds have this standard library, and a report needs no DWARF
		}
	}
	return flags, append(env, "CGO_ENABLED=0")
}
