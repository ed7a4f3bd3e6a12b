package model

import (
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// The kinds of access. An atomic one counts as what its line is marked for.
const (
	reads   = "read"
	writes  = "write"
	atomics = "atomic"
	lends   = "lend" // a read, in reports and for the marks of its line
	loads   = "load" // an atomic access that may not write
)

// Loaded is a point before a read.
func Loaded[T any](p *T) *T {
	touch(reads, unsafe.Pointer(p), p)
	return p
}

// Lent is a point before a read of what is passed to code without points, which may
// write to it in the same step.
func Lent[T any](p *T) *T {
	touch(lends, unsafe.Pointer(p), nil)
	return p
}

// Stored is a point between a value and its store, where p leads to the variable or is nil.
func Stored[V, T any](p *V, v T) T {
	touch(writes, unsafe.Pointer(p), p)
	return v
}

// Touch is a point before a statement that stores a constant.
func Touch[V any](p *V) { touch(writes, unsafe.Pointer(p), p) }

// touch is a point before an access to the variable that a pointer leads to. It is nil if
// computing it would repeat an effect of the program. The pointer with its type is nil if the
// access may lead further.
func touch(op string, to unsafe.Pointer, typed any) {
	w := here()
	if w.opened != nil && w.opened.skips(op) {
		return
	}
	w.stands(op, to, typed)
	uses := w.accessing(op, to, typed)
	switch op {
	case lends:
		op = reads
	case loads:
		op = atomics
	}
	a, marked := w.marked.at(op)
	if !marked || to == nil {
		w.WaitOn(op, nil, uses...)
		w.accessed()
		return
	}
	a.by, a.to = w.ID(), to
	for _, b := range w.pending {
		if a.races(b) {
			w.FailRacyPair(b.by, op, "%s is about to %s at %s, and %s to %s at %s", scheduler.GoroutineName(b.by), b.what, b.where, scheduler.GoroutineName(a.by), a.what, a.where)
		}
	}
	w.pending = append(w.pending, a)
	w.Wait(op, nil)
	w.pending = slices.DeleteFunc(w.pending, func(b access) bool { return b.by == a.by })
}

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
