package detect

import "go/version"

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
