package model

import (
	"fmt"
	"path"
	"runtime"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// Accesses are marked accesses by what happens at a line of a file as it was compiled,
// as in "read example.org/shop/stock.go:12", each with the letters of the pairs that it is of.
type Accesses map[string]string

// RacyPairs makes a program that fails when two of the marked accesses form a racy pair:
// they are the next steps of two goroutines, to the same variable, and one of them
// writes. Nothing orders the two then: either may come first. That is a data race.
func RacyPairs(f func(r *scheduler.Run), marked Accesses) scheduler.Program {
	return Explored(func(r *scheduler.Run) {
		here().marked = marked
		f(r)
	})
}

// An access is a marked one that is the next step of a goroutine.
type access struct {
	by     int
	what   string // read or write
	atomic bool
	to     unsafe.Pointer // the variable
	where  string         // its file with the folder, and its line
	pairs  string
}

// races reports whether two accesses form a racy pair.
func (a access) races(b access) bool {
	return a.to == b.to && (a.what == writes || b.what == writes) && !(a.atomic && b.atomic) && strings.ContainsAny(a.pairs, b.pairs)
}

// at returns the marked access that the running goroutine has reached.
func (a Accesses) at(op string) (access, bool) {
	if a == nil {
		return access{}, false
	}
	pcs := make([]uintptr, 16)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		where := fmt.Sprintf("%s:%d", f.File, f.Line)
		for _, what := range [...]string{reads, writes} {
			pairs, ok := a[what+" "+where]
			if ok && (op == what || op == atomics) {
				return access{what: what, atomic: op == atomics, where: path.Join(path.Base(path.Dir(where)), path.Base(where)), pairs: pairs}, true
			}
		}
		if !more {
			return access{}, false
		}
	}
}
