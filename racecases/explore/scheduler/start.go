package scheduler

import (
	"fmt"
	"runtime"

	"threadlab/racecases/explore/goid"
)

// NewStart returns a run of what a process does before anything is explored: package
// initialisation, in the goroutine that calls NewStart. Whenever that must wait, other
// goroutines go on, by the default schedule. The run has no end: what is running when the
// process begins to explore never goes on.
func NewStart() *Run {
	r := &Run{pool: newPool(), done: make(chan struct{}, 1), goroutines: goroutines{most: crowdSize}, maxSteps: MaxSteps, timeLimit: testLimit, starts: true}
	r.strategy = newReplay(nil)
	r.main = r.create(nil)
	r.main.started, r.main.w = true, &worker{wake: make(chan struct{}, 1), pool: r.pool, id: goid.Get(), run: r, g: r.main}
	r.current = r.main
	return r
}

// exit ends the calling goroutine, because the run is over. The process cannot begin
// without its main goroutine.
func (r *Run) exit() {
	if r.starts && goid.Get() == r.main.w.id {
		why := r.err
		if r.failure != nil {
			why = fmt.Errorf("%s: %s", r.failure.Kind, r.failure.Message)
		}
		panic(fmt.Sprintf("explore: package initialisation does not end: %v", why))
	}
	runtime.Goexit()
}

// Goroutines returns the number of goroutines that have not ended.
func (r *Run) Goroutines() int {
	r.ConflictsWithAll()
	return len(r.live)
}

// Leave ends the running goroutine as runtime.Goexit does, but if it is the main
// goroutine, the program ends as if that had returned.
func (r *Run) Leave() {
	r.current.left = true
	runtime.Goexit()
}
