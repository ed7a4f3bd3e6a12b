package model

import (
	"fmt"
	"path"
	"runtime"
	"strings"

	"threadlab/racecases/explore/scheduler"
)

// builtToPlay is what the linker sets in a program that is built to be played, in which points at
// accesses count only where they are open. A build tag would have this package, and all that import
// it, compiled once more.
var builtToPlay string

// opened are the statements of a program that was built to be played with points at their
// reads and writes.
type opened struct {
	all   bool
	lines map[string]bool // file.go:LINE
	known map[site]bool   // whether it is skipped
}

// A site is the innermost calls of an access: the point itself may be a call of its own.
type site [4]uintptr

func newOpened(statements []string) *opened {
	o := &opened{lines: map[string]bool{}, known: map[site]bool{}}
	for _, s := range statements {
		o.all = o.all || s == scheduler.OpenAll
		o.lines[s] = true
	}
	return o
}

// skips reports whether the access that the running goroutine has reached is no point. Atomic
// operations are not asked about.
func (o *opened) skips(op string) bool {
	if o.all || op == atomics || op == loads {
		return false
	}
	if len(o.lines) == 0 {
		return true
	}
	var at site
	n := runtime.Callers(3, at[:]) // from the caller of touch
	skips, ok := o.known[at]
	if !ok {
		skips = !o.names(at[:n])
		o.known[at] = skips
	}
	return skips
}

// inModel is what the names of functions of this package begin with.
const inModel = "threadlab/racecases/explore/model."

// names reports whether a statement is one of those that are open: the innermost that is no
// code of the model.
func (o *opened) names(pcs []uintptr) bool {
	for frames := runtime.CallersFrames(pcs); ; {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, inModel) {
			return o.line(f.File, f.Line)
		}
		if !more {
			return false
		}
	}
}

// line reports whether a line is open, which is named by its file with or without folders.
func (o *opened) line(file string, line int) bool {
	for s := range o.lines {
		name, number, _ := strings.Cut(s, ".go:")
		name += ".go"
		if number == fmt.Sprint(line) && (file == name || strings.HasSuffix(file, "/"+name) || path.Base(file) == name) {
			return true
		}
	}
	return false
}
