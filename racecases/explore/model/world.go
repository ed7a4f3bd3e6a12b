package model

import (
	"math/rand/v2"
	"sync/atomic"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A world is what the running schedule knows beyond its goroutines.
type world struct {
	*scheduler.Run
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
func Explored(f func(r *scheduler.Run)) scheduler.Program {
	return func(r *scheduler.Run) {
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
func Running() *scheduler.Run { return here().Run }

// Go is the go statement. What it needs was evaluated before.
func Go(f func()) {
	if f == nil {
		here().Fail(scheduler.Fatal, "go of nil func value")
	}
	here().Go(f)
}

// rang orders who receives from the channel of a timer behind who has armed it. What
// is in it was put there in nobody's turn.
func (w *world) rang(channel unsafe.Pointer) {
	for _, a := range w.alarms {
		if *(*unsafe.Pointer)(unsafe.Pointer(&a.c)) == channel {
			race.Acquire(unsafe.Pointer(a))
		}
	}
}

func (w *world) isClosed(channel unsafe.Pointer) bool {
	for _, c := range w.closed {
		if c == channel {
			return true
		}
	}
	return false
}

func (w *world) close(channel unsafe.Pointer) { w.closed = append(w.closed, channel) }
