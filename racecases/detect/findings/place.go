package findings

import (
	"slices"
	"strings"

	"threadlab/racecases/detect"
)

// placeOf returns the innermost line of the package in a stack, or in the one that has
// created its goroutine; false if there is none.
func placeOf(stack, made []detect.Frame, pkg string) (detect.Place, bool) {
	at, own := Innermost(stack, pkg)
	p := detect.Place{Frame: at, Library: library(stack, pkg)}
	if !own {
		p.Frame, p.Made = Innermost(made, pkg)
		return p, p.Made
	}
	p.Caller, _ = Innermost(slices.DeleteFunc(slices.Clone(stack), func(f detect.Frame) bool { return f.Package() == at.Package() }), pkg)
	return p, true
}

// library returns the innermost frame outside of the standard library, unless that is in
// the package: zero then, and if there is none.
func library(stack []detect.Frame, pkg string) detect.Frame {
	for _, f := range stack {
		if _, own := Innermost([]detect.Frame{f}, pkg); own {
			break
		}
		if !f.Standard() && !strings.Contains(f.Func, detect.Helpers) {
			return f
		}
	}
	return detect.Frame{}
}

// Innermost returns the first frame inside a package, its tests or what is below it:
// the line that led to whatever the library frames above it did.
func Innermost(stack []detect.Frame, pkg string) (detect.Frame, bool) {
	for _, f := range stack {
		rest, found := strings.CutPrefix(f.Func, pkg)
		if found && !strings.Contains(rest, detect.Helpers) && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "_test.")) {
			return f, true
		}
	}
	return detect.Frame{}, false
}
