package scheduler

// A pct schedules the enabled goroutine with the highest priority. Priorities are drawn
// when a goroutine is created. At depth-1 steps, drawn as well, the goroutine that is
// about to go on gets a lower priority than all that were drawn. (Burckhardt, Kothari,
// Musuvathi and Nagarakatte, A randomized scheduler with probabilistic guarantees of
// finding bugs, ASPLOS 2010): of a program with n goroutines and k steps, one schedule
// finds a bug that needs depth ordering constraints with a probability of
// 1/(n k^(depth-1)) or more.
//
// The bound holds for programs without waiting loops. For those, the priority of a
// goroutine is drawn anew when it yields, and all are when one has taken 240 steps, of which
// a yield counts for 24.
type pct struct {
	randomWalk
	depth      int
	priorities []int64
	steps      []int // of each goroutine since all were drawn
	clock      int64
	changes    []int // steps at which a priority is lowered
}

// usualDepth is how many ordering constraints most bugs need, or fewer.
const usualDepth = 3

// patienceSteps is how many steps a goroutine may take before the others. Two that only wake
// each other would keep the rest from ever going on.
const (
	patienceSteps = 4 * fairShare
	yieldSteps    = patienceSteps / 10
)

func (p *pct) next(a *Answer) bool {
	if !p.randomWalk.next(a) {
		return false
	}
	if p.defaults {
		return true
	}
	p.priorities, p.steps, p.changes = p.priorities[:0], p.steps[:0], p.changes[:0]
	p.clock = p.draw()
	for range p.depth - 1 {
		p.changes = append(p.changes, 1+p.rng.below(max(a.Steps, 1)))
	}
	return true
}

func (p *pct) draw() int64 { return int64(p.rng.next()>>2) + int64(1)<<32 }

func (p *pct) pickNext(r *Run, c candidates) int {
	if !p.draws(r) {
		return 0
	}
	for len(p.priorities) < r.created {
		p.priorities, p.steps = append(p.priorities, p.draw()), append(p.steps, 0)
	}
	if g := r.current; g.yields {
		p.priorities[g.id] = p.draw()
		p.steps[g.id] += yieldSteps
	}
	if p.steps[r.current.id] >= patienceSteps {
		clear(p.steps)
		for i := range p.priorities {
			p.priorities[i] = p.draw()
		}
	}
	first := p.highest(c.goroutines)
	for i, step := range p.changes {
		if step == r.steps {
			p.priorities[c.id(first)] = int64(len(p.changes) - i)
			first = p.highest(c.goroutines)
		}
	}
	if c.clock && p.clock > p.priorities[c.id(first)] {
		p.clock = p.draw()
		return len(c.goroutines)
	}
	p.steps[c.id(first)]++
	return first
}

func (p *pct) highest(enabled []*goroutine) int {
	first := 0
	for i, g := range enabled {
		if p.priorities[g.id] > p.priorities[enabled[first].id] {
			first = i
		}
	}
	return first
}
