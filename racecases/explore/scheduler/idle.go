package scheduler

import "runtime"

// NewIdle returns a run of one goroutine without a schedule: its operations take effect
// at once. It is for what a process does before anything is explored.
func NewIdle() *Run {
	r := &Run{pool: newPool()}
	r.main = r.create(nil)
	r.current = r.main
	return r
}

func (r *Run) idle() bool { return r.strategy == nil }

// passIdle passes a scheduling point whose guard must open by itself.
func (r *Run) passIdle(op string, guard Guard) {
	for guard != nil && !guard.Ready() {
		if !r.fire() {
			panic("explore: " + op + " would wait for another goroutine before the program begins")
		}
	}
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
