package trial

import (
	"context"
	"maps"
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/staticcheck"
)

// key returns what determines a build.
func (b *Builder) key(ctx context.Context, half corpus.Half, build detect.Build, r recipe) (*gocmd.Key, error) {
	k := gocmd.NewKey(b.root)
	k.Add(half, build, r)
	if err := k.Sources("threadlab", madeOf(build)...); err != nil {
		return nil, err
	}
	for _, path := range slices.Sorted(maps.Keys(b.replace)) {
		if err := k.File(path, b.replace[path]); err != nil {
			return nil, err
		}
	}
	if build == detect.StaticcheckBuild {
		if err := staticcheck.AddTo(k); err != nil {
			return nil, err
		}
	}
	return k, k.Go(ctx, b.goCommand())
}

// madeOf returns the packages that a build is made of, and those that make it.
func madeOf(build detect.Build) []string {
	switch {
	case build == detect.GoDeadlockBuild:
		return []string{"threadlab/racecases/runner", "threadlab/racecases/trial"}
	case build.Static():
		return []string{"threadlab/racecases/lessons"}
	}
	return []string{"threadlab/racecases/runner"}
}
