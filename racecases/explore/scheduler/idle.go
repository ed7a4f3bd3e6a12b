package scheduler

import "runtime"

// NewIdle returns a run of one goroutine that has no schedule: what the program does
// in it, it does at once. It is for what happens before anything is explored.
func NewIdle() *Run {
	r := &Run{idle: true, hash: 1, pool: newPool()}
	r.main = r.spawn(nil)
	r.cur = r.main
	return r
}

// passIdle comes to a gate that must be open.
func (r *Run) passIdle(op string, gate Guard) {
	for gate != nil && !gate.Ready() {
		if !r.clock.fire() {
			panic("explore: " + op + " would wait for another goroutine before the program begins")
		}
	}
}

// Goroutines returns how many goroutines have not ended.
func (r *Run) Goroutines() int {
	r.ConflictsWithAll()
	return len(r.live)
}

// Leave ends the running goroutine as runtime.Goexit does, but if it is the main
// one, the program ends as if that had returned.
func (r *Run) Leave() {
	r.cur.left = true
	runtime.Goexit()
}
