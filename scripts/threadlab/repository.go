package main

import (
	"os"
	"path"
	"path/filepath"

	"threadlab/racecases/detect"
	"threadlab/racecases/export"
)

// inRepository names files as seen from the root of their repository, which is where
// GitHub looks for them, and not from this folder.
func inRepository(where export.Where) export.Where {
	below := belowRepository()
	return func(f detect.Frame) (string, bool) {
		file, ok := where(f)
		return path.Join(below, file), ok
	}
}

// belowRepository is where this folder is in its repository; empty: at its root, or in
// none.
func belowRepository() string {
	here, err := filepath.Abs("")
	if err != nil {
		return ""
	}
	for dir, below := here, ""; ; dir, below = filepath.Dir(dir), path.Join(filepath.Base(dir), below) {
		if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
			return below
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}
