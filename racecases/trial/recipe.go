package trial

import (
	"context"
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

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
	r.flags, r.env = build.Settings(with)
	r.tags = tags(half)
	switch build {
	case detect.LeakProfileBuild, detect.SynctestBuild:
		r.tags = append(r.tags, string(build))
	case detect.GoDeadlockBuild:
		// go-deadlock names the wrong line where a call of Lock was inlined. That it
		// sees the bug should not be lost to that.
		r.tags = append(r.tags, string(build))
		// It names files from its working folder, and prints lines of those that it finds.
		r.flags = slices.Concat(r.flags, gocmd.ShortPaths("threadlab", b.root),
			[]string{"-gcflags=threadlab/racecases/lessons/...=" + gocmd.Trimmed("threadlab", b.root) + " -l"})
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
