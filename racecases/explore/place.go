package explore

import (
	"path"
	"path/filepath"
	"strings"

	"threadlab/racecases/explore/scheduler"
)

// Place returns the innermost frame in a folder. If there is none, or no folder is named,
// it returns the innermost frame that is not of the standard library, and else the
// innermost one.
func Place(frames []scheduler.Frame, folder string) (scheduler.Frame, bool) {
	for _, f := range frames {
		if folder != "" && path.Dir(f.File) == folder {
			return f, true
		}
	}
	for _, f := range frames {
		if !standard(f) {
			return f, true
		}
	}
	if len(frames) == 0 {
		return scheduler.Frame{}, false
	}
	return frames[0], true
}

// Caller returns the line that has called the package of the frame that [Place] returns:
// the innermost frame of another package, and if that one is in the module cache, the
// innermost outside of it.
func Caller(frames []scheduler.Frame, folder string) (scheduler.Frame, bool) {
	at, ok := Place(frames, folder)
	if !ok || folder != "" && path.Dir(at.File) == folder {
		return scheduler.Frame{}, false
	}
	for _, f := range frames {
		outside := path.Dir(f.File) != path.Dir(at.File)
		if fetched(at) {
			outside = !fetched(f)
		}
		if outside && !standard(f) {
			return f, true
		}
	}
	return scheduler.Frame{}, false
}

// fetched reports whether a frame is in the module cache, where folders have versions.
func fetched(f scheduler.Frame) bool { return strings.Contains(filepath.ToSlash(f.File), "@v") }

// standard reports whether a frame is in the standard library: in a folder src that holds
// the package by its import path.
func standard(f scheduler.Frame) bool {
	dir, name := path.Split(f.Func)
	pkg, _, _ := strings.Cut(name, ".")
	return strings.HasSuffix(path.Dir(filepath.ToSlash(f.File)), "/src/"+dir+pkg)
}
