package trial

import (
	"context"
	"go/version"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// Settings returns what a build needs of the go command beside its source, as
// flags and as environment; with is the version of the Go that builds (go1.26.8).
// Everything but the race build has cgo off, so that Go finds out when all
// goroutines are asleep.
func Settings(build detect.Build, with string) (flags, env []string) {
	switch build {
	case detect.RaceBuild:
		return []string{"-race"}, []string{"CGO_ENABLED=1"}
	case detect.LeakProfileBuild:
		// From Go 1.27 on the profile is always there, and its experiment unknown.
		if version.Compare(version.Lang(with), "go1.27") < 0 {
			env = append(env, "GOEXPERIMENT=goroutineleakprofile")
		}
	}
	return nil, append(env, "CGO_ENABLED=0")
}

// A recipe is how a build differs from a bare go build.
type recipe struct {
	tags  []string
	flags []string
	env   []string
}

// recipe returns how to compile a half.
func (b *Builder) recipe(ctx context.Context, half corpus.Half, build detect.Build) (r recipe, err error) {
	with := ""
	if build == detect.LeakProfileBuild { // nothing else depends on it
		if with, err = b.Go(ctx); err != nil {
			return r, err
		}
	}
	r.flags, r.env = Settings(build, with)
	r.tags = tags(half)
	switch build {
	case detect.LeakProfileBuild, detect.SynctestBuild:
		r.tags = append(r.tags, string(build))
	case detect.GoDeadlockBuild:
		// go-deadlock names the wrong line where a call of Lock was inlined. That it
		// sees the bug should not be lost to that.
		r.tags, r.flags = append(r.tags, string(build)), []string{"-gcflags=threadlab/racecases/lessons/...=" + gocmd.Trimmed("threadlab", b.root) + " -l"}
	}
	return r, nil
}

// tags returns the build tags of a half.
func tags(half corpus.Half) []string {
	if half == corpus.Broken {
		return []string{"broken"}
	}
	return nil
}
