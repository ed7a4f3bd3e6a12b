package model

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// Accesses are the marked accesses of a case by what happens at a line, as in
// "read lock/a_broken.go:12", each with the letters of the pairs that it is of.
type Accesses map[string]string

// RacyPairs makes a program that fails where two of the marked accesses meet: two
// goroutines stand at them, each with the access for its next step, to the same
// variable, and one of them writes. Nothing orders the two, then: either may come
// first. That is what a data race is.
func RacyPairs(f func(r *scheduler.Run), marked Accesses) scheduler.Program {
	return Explored(func(r *scheduler.Run) {
		here().marked = marked
		f(r)
	})
}

// What an access does. An atomic one is what its line is marked for.
const (
	reads   = "read"
	writes  = "write"
	atomics = "atomic"
	lends   = "lend" // to people, and to the marks of its line, it is a read
)

// An access is the next step of a goroutine.
type access struct {
	by     int
	what   string // read or write
	atomic bool
	to     unsafe.Pointer // the variable
	where  string
	pairs  string
}

func (a access) meets(b access) bool {
	return a.to == b.to && (a.what == writes || b.what == writes) && !(a.atomic && b.atomic) && strings.ContainsAny(a.pairs, b.pairs)
}

// touch is a point before an access to the variable that a pointer leads to; nil if
// the program would do something twice to say which that is.
func touch(op string, to unsafe.Pointer) {
	w := here()
	uses := w.accessing(op, to)
	if op == lends {
		op = reads
	}
	a, marked := w.marked.at(op)
	if !marked || to == nil {
		w.WaitOn(op, nil, uses...)
		return
	}
	a.by, a.to = w.ID(), to
	for _, b := range w.standing {
		if a.meets(b) {
			w.FailRacyPair(b.by, op, "goroutine %d is about to %s at %s, and goroutine %d to %s at %s", b.by, b.what, b.where, a.by, a.what, a.where)
		}
	}
	w.standing = append(w.standing, a)
	w.Wait(op, nil)
	w.standing = slices.DeleteFunc(w.standing, func(b access) bool { return b.by == a.by })
}

// at finds the marked access that the running goroutine has come to.
func (a Accesses) at(op string) (access, bool) {
	if a == nil {
		return access{}, false
	}
	pcs := make([]uintptr, 16)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	for {
		f, more := frames.Next()
		where := fmt.Sprintf("%s:%d", strings.TrimPrefix(f.File, "threadlab/racecases/lessons/"), f.Line)
		for _, what := range [...]string{reads, writes} {
			pairs, ok := a[what+" "+where]
			if ok && (op == what || op == atomics) {
				return access{what: what, atomic: op == atomics, where: where, pairs: pairs}, true
			}
		}
		if !more {
			return access{}, false
		}
	}
}
