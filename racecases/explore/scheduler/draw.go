package scheduler

// Draws counts what a program draws: random numbers, and orders.
type Draws struct {
	Made    int `json:"made"`              // in one schedule, the most
	Partial int `json:"partial,omitempty"` // of these: had more values than were tried
}

// include adds the draws of another schedule, or of another search.
func (d *Draws) include(other Draws) {
	d.Made, d.Partial = max(d.Made, other.Made), max(d.Partial, other.Partial)
}

// MaxCombinations is how many combinations of values the draws of a run may have that cost no
// delay. Data is no schedule: P and Coyote choose it apart from the order of goroutines, too,
// and so a value that is seldom drawn is not behind all schedules with a delay. But each
// combination has all schedules of the program, and so they are bounded.
const MaxCombinations = 24

// Affords reports whether a draw with n values has all of them tried at no delay.
func (r *Run) Affords(n int64) bool {
	return n <= MaxCombinations/int64(max(r.combinations, 1))
}

// Draw lets the strategy decide which of n values is drawn, from 0, the usual one, to n-1. It
// costs no delay where the run affords it. Without all there are more values than these n.
func (r *Run) Draw(n int, all bool) int {
	if r.draws.Made++; !all {
		r.draws.Partial++
	}
	if r.free = r.Affords(int64(n)); r.free {
		r.combinations = max(r.combinations, 1) * n
	}
	took := r.choose(n)
	r.free = false
	return took
}

// delays returns how many of the decisions taken are delays.
func (r *Run) delays() int { return len(r.taken) - r.values }
