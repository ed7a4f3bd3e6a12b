// Package model stands in for Go's concurrency in programs that are explored: the
// go statement, channels and select, and what they use of sync, sync/atomic, time
// and runtime. Instrumented code calls it; nobody else does.
//
// Locks are guards. Who wants one comes to a gate that opens when the lock is free,
// so nobody blocks in it and no schedule is wasted. What acquires has a gate before
// it. What only releases has none: a switch before it equals one after it.
//
// A goroutine at a gate may have arrived or not: nothing in Go can tell. Where it
// matters, as for a select with a default whose partner is at its gate, both are
// alternatives of the schedule.
//
// What a value costs to copy or compare, the fairness of a lock that starves
// somebody, and messages that need a real race to be seen ("WaitGroup is reused")
// are not modelled.
package model

import (
	"math/rand/v2"
	"sync/atomic"
	"unsafe"

	"threadlab/racecases/explore/sched"
)

// A world is what the running schedule knows beyond its goroutines.
type world struct {
	*sched.Run
	parked []*comm          // at a channel, in the order of their coming
	closed []unsafe.Pointer // channels
	alarms []*alarm         // those with a channel, for the race detector
	keys   []unsafe.Pointer // in keys of maps, which have no order, in the order of their storing
	random *rand.Rand       // nil: not used yet
	memory byte             // stands for all variables

	starting bool // package variables are being made

	marked   Accesses // nil: nobody asks where they meet
	standing []access // marked ones that are the next step of somebody
}

// current is the schedule that runs: one at a time in a process. A goroutine has
// nothing else to hang it on.
var current atomic.Pointer[world]

// Explored makes a program of a function that was instrumented.
func Explored(f func(r *sched.Run)) sched.Program {
	return func(r *sched.Run) {
		w := &world{Run: r}
		current.Store(w)
		w.initialise()
		f(r)
	}
}

// here returns the running schedule.
func here() *world {
	if w := current.Load(); w != nil {
		return w
	}
	return outside
}

// Running returns the run of the schedule, for models in other packages.
func Running() *sched.Run { return here().Run }

// Go is the go statement. What it needs was evaluated before.
func Go(f func()) {
	if f == nil {
		here().Fail(sched.Fatal, "go of nil func value")
	}
	here().Go(f)
}
