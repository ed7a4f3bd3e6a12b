package trial

import (
	"context"
	"maps"
	"path/filepath"
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/staticcheck"
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

// overlay returns the flags for a build that reads the Builder's own replacements, and
// for the go-deadlock build the changed text of each file of a lesson that uses a mutex
// of sync. What it writes goes into dir.
func (b *Builder) overlay(dir string, build detect.Build) ([]string, error) {
	o := gocmd.NewOverlay(dir)
	for path, by := range b.replace {
		o.Use(filepath.Join(b.root, path), by)
	}
	if build == detect.GoDeadlockBuild {
		files, err := b.lessonFiles("*.go")
		if err != nil {
			return nil, err
		}
		if err := o.WatchMutexes("github.com/sasha-s/go-deadlock", files...); err != nil {
			return nil, err
		}
	}
	return o.Flags()
}

// lessonFiles returns the files of the lessons whose names match a pattern.
func (b *Builder) lessonFiles(pattern string) ([]string, error) {
	return filepath.Glob(filepath.Join(b.root, "racecases", "lessons", "*", pattern))
}

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
