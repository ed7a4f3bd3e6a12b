package scheduler

// A pos draws a priority for each step that a goroutine comes to, and has the enabled one
// with the highest go on. Then the steps that race with that get new ones: each order of
// two racing steps is drawn by itself, and not by what became of earlier ones. (Yuan, Yang
// and Gu, Partial order aware concurrency sampling, CAV 2018.) Steps that commute cost
// nothing this way: the classes of schedules are drawn more evenly than schedules are.
//
// A step with a low priority could wait for ever for the end of a loop that waits for it. So
// all are drawn anew when a goroutine yields, and every 240 steps.
type pos struct {
	randomWalk
	priorities []uint64 // of the next step of each goroutine, after that of the clock; 0: not drawn
}

func (p *pos) begin(r *Run) {
	r.tracked = true
	p.priorities = p.priorities[:0]
}

func (p *pos) pickNext(r *Run, c candidates) int {
	if !p.draws(r) {
		return 0
	}
	for len(p.priorities) <= r.created {
		p.priorities = append(p.priorities, 0)
	}
	if r.current.yields || r.steps%patienceSteps == 0 {
		clear(p.priorities)
	}
	took := 0
	for i := range c.len() {
		if at := p.priority(c, i); *at == 0 {
			*at = p.rng.next() | 1
		}
		if *p.priority(c, i) > *p.priority(c, took) {
			took = i
		}
	}
	*p.priority(c, took) = 0
	if took < len(c.goroutines) {
		for i, g := range c.goroutines {
			if i != took && racing(g.accesses, c.goroutines[took].accesses) {
				*p.priority(c, i) = 0
			}
		}
	}
	return took
}

func (p *pos) priority(c candidates, i int) *uint64 { return &p.priorities[c.id(i)-theClock] }

// racing reports whether the order of two steps that are next side by side matters, as far as
// they have declared what they use.
func racing(a, b []access) bool {
	for _, x := range a {
		for _, y := range b {
			if x.object == y.object && (x.how != y.how || x.how == Writes) {
				return true
			}
		}
	}
	return false
}
