package model

import (
	"slices"
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
