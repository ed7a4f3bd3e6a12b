package scheduler

// A guide decides at the points of a run, in place of a schedule.
type guide interface {
	// turn returns the number of the one that goes on, of those that can. One more is
	// the clock, if it can run ahead; less than 0 gives the run up.
	turn(r *Run, enabled []*goroutine, early bool) int

	// choose returns one of n alternatives within a step.
	choose(n int) int

	// rest tells that nobody can go on.
	rest(r *Run)
}

// turn decides who goes on.
func (r *Run) turn(enabled []*goroutine) int {
	n, early := len(enabled), r.clock.early()
	if early {
		n++ // the clock runs ahead of everybody
	}
	if r.guide == nil {
		return r.Choose(n)
	}
	took := r.guide.turn(r, enabled, early)
	if took >= 0 && n > 1 {
		r.guided(took)
	}
	return took
}

// guided notes what a guide took, as a deviation if it is one.
func (r *Run) guided(took int) {
	if took > 0 {
		r.taken = append(r.taken, Delay{r.point, took})
	}
	r.point++
	r.took = took
}

// An enumeration takes the decisions of one schedule after the other, in depth-first order.
type enumeration struct {
	taken   []int
	arities []int
	depth   int
}

func (e *enumeration) turn(_ *Run, enabled []*goroutine, early bool) int {
	if early {
		return e.choose(len(enabled) + 1)
	}
	return e.choose(len(enabled))
}

func (e *enumeration) choose(n int) int {
	if e.depth == len(e.taken) {
		e.taken, e.arities = append(e.taken, 0), append(e.arities, 0)
	}
	e.arities[e.depth] = n
	e.depth++
	return e.taken[e.depth-1]
}

func (e *enumeration) rest(*Run) {}

// next goes to the next schedule and reports whether there is one.
func (e *enumeration) next() bool {
	last := e.depth - 1
	for last >= 0 && e.taken[last]+1 >= e.arities[last] {
		last--
	}
	e.taken, e.arities, e.depth = e.taken[:last+1], e.arities[:last+1], 0
	if last >= 0 {
		e.taken[last]++
	}
	return last >= 0
}
