package scheduler

import (
	"runtime"
	"time"
)

// A RefusedError says what a program does that is not modelled.
type RefusedError string

func (e RefusedError) Error() string { return "not modelled: " + string(e) }

// Refuse ends the search: the running goroutine does what is not modelled.
func (r *Run) Refuse(what string) {
	if !r.over {
		r.over, r.err = true, RefusedError(what)
	}
	runtime.Goexit()
}

// intruded reports whether a goroutine that nobody here has made came to a gate.
func (r *Run) intruded() bool {
	if len(r.pool.foreign) == 0 {
		return false
	}
	r.over, r.err = true, <-r.pool.foreign
	return true
}

// abandon ends a run whose goroutines never come to a gate again.
func (r *Run) abandon() {
	select {
	case r.done <- struct{}{}:
	default: // it has ended by itself
	}
}

// foreign ends the search and the goroutine that calls it, which nobody here has
// made: it runs when it likes, and no schedule knows of it.
func (r *Run) foreign(op string) {
	at := "a place unknown"
	if where := frames(callers()); len(where) > 0 {
		at = where[0].String()
	}
	select {
	case r.pool.foreign <- RefusedError(op + " at " + at + ", in a goroutine that was started by code without points"):
		time.AfterFunc(patience, r.abandon)
	default: // another one was there before
	}
	runtime.Goexit()
}
