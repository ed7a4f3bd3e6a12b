package scheduler

import (
	"runtime"
	"time"
)

// A RefusedError names what a program does that is not modelled.
type RefusedError string

func (e RefusedError) Error() string { return "not modelled: " + string(e) }

// Refuse ends the search: the running goroutine does what is not modelled.
func (r *Run) Refuse(what string) {
	if !r.over {
		r.over, r.err = true, RefusedError(what)
	}
	r.exit()
}

// A SkippedError is the reason that a program gives for ending before it has tested
// anything.
type SkippedError string

func (e SkippedError) Error() string { return string(e) }

// Skip ends the search if the program skips itself under the default schedule; under any
// other one it ends the schedule.
func (r *Run) Skip(why string) {
	if !r.over {
		if r.over = true; len(r.taken) == 0 {
			r.err = SkippedError(why)
		}
	}
	r.exit()
}

// RefuseCall refuses an operation at the innermost line of the program.
func (r *Run) RefuseCall(op string) {
	if where := frames(callers()); len(where) > 0 {
		op += " at " + where[0].String()
	}
	r.Refuse(op)
}

// intruded ends the run if a goroutine not created by the scheduler reached a
// scheduling point.
func (r *Run) intruded() bool {
	if len(r.pool.unknown) == 0 {
		return false
	}
	r.over, r.err = true, <-r.pool.unknown
	return true
}

// abandon ends a run whose goroutines never reach a scheduling point again.
func (r *Run) abandon() {
	select {
	case r.done <- struct{}{}:
	default: // it has ended by itself
	}
}

// refuseUnknown ends the search and the calling goroutine, which was not created by the
// scheduler: no schedule decides when it runs.
func (r *Run) refuseUnknown(op string) {
	at := "a place unknown"
	if where := frames(callers()); len(where) > 0 {
		at = where[0].String()
	}
	select {
	case r.pool.unknown <- RefusedError(op + " at " + at + ", in a goroutine that was started by code without points"):
		time.AfterFunc(patience, r.abandon)
	default: // another one was first
	}
	runtime.Goexit()
}
