package trial

import (
	"path/filepath"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

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
