package detect

import (
	"path"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/goreport"
	"threadlab/racecases/trial"
)

// What detectors read, as package goreport has it.
type (
	Frame  = goreport.Frame
	Report = goreport.Report
)

// innermost returns the first frame inside a package, its tests or what is below
// it: the line of the lesson that led to whatever the library frames above it did.
func innermost(stack []Frame, pkg string) (Frame, bool) {
	for _, f := range stack {
		rest, found := strings.CutPrefix(f.Func, pkg)
		if found && !strings.Contains(rest, trial.Guests) && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "_test.")) {
			return f, true
		}
	}
	return Frame{}, false
}

// marksAt returns the marks of the given kinds on a frame's line.
func marksAt(marks []corpus.Mark, f Frame, kinds ...corpus.MarkKind) []corpus.Mark {
	var on []corpus.Mark
	for _, m := range marks {
		if m.Line == f.Line && m.File == path.Base(f.File) && slices.Contains(kinds, m.Kind) {
			on = append(on, m)
		}
	}
	return on
}
