package scheduler

import "slices"

// A surw draws the orders of selected steps evenly: those that use one object, drawn
// anew for each schedule, or all. Of goroutines that come to such a step, the next is drawn
// in proportion to how many each has left; a random walk would favour orders in which short
// goroutines come early. All other steps go on as in a random walk. (Zhao, Wolff, Mathur and
// Roychoudhury, Selectively uniform concurrency testing, ASPLOS 2025.)
//
// What a goroutine has left is estimated by the default schedule, with the goroutines
// that it will create. Objects and goroutines are numbered in the order of their first
// use, so the numbers of another schedule may mean others: the estimate is worse then.
type surw struct {
	randomWalk
	uses     [][]int32 // of the default schedule, by goroutine: the objects of its steps, in order
	parents  []int     // of the default schedule, by goroutine
	shared   []int32   // objects that several goroutines use
	selected int32     // the object of this schedule, or everyStep
	left     []int     // selected steps, by goroutine, with those of goroutines that it is to create
	intended int       // the goroutine that takes the next selected step; -1: not drawn
	held     []bool    // by goroutine: it waits at a selected step for the intended one
	last     int       // goroutine that took the last step
}

// everyStep selects all steps; none is the object of a step that uses none.
const (
	everyStep int32 = -2
	none      int32 = -1
)

func (s *surw) begin(r *Run) {
	r.tracked = true
	s.last, s.intended = 0, -1
	if s.defaults {
		s.uses, s.parents, s.left = s.uses[:0], s.parents[:0], nil
		return
	}
	if s.left == nil {
		s.findShared()
	}
	s.selected = everyStep
	if i := s.rng.below(len(s.shared) + 1); i < len(s.shared) {
		s.selected = s.shared[i]
	}
	s.left, s.held = s.estimate(), s.held[:0]
}

// findShared lists the objects that more than one goroutine uses in the default schedule.
func (s *surw) findShared() {
	first := map[int32]int{}
	s.shared = nil
	for g, objects := range s.uses {
		for _, o := range objects {
			by, known := first[o]
			switch {
			case o == none:
			case !known:
				first[o] = g
			case by != g && !slices.Contains(s.shared, o):
				s.shared = append(s.shared, o)
			}
		}
	}
}

// estimate counts the selected steps of each goroutine in the default schedule. A
// goroutine has a higher number than the one that creates it.
func (s *surw) estimate() []int {
	left := make([]int, len(s.uses))
	for g := len(s.uses) - 1; g >= 0; g-- {
		for _, o := range s.uses[g] {
			if o == s.selected || s.selected == everyStep {
				left[g]++
			}
		}
		if g > 0 {
			left[s.parents[g]] += left[g]
		}
	}
	return left
}

func (s *surw) pickNext(r *Run, c candidates) int {
	if s.defaults {
		s.note(r, c.goroutines[0])
		return 0
	}
	if r.fair {
		return 0
	}
	s.welcome(r)
	took := s.draw(c)
	if took < len(c.goroutines) {
		s.last = c.goroutines[took].id
	}
	return took
}

// note records a step of the default schedule.
func (s *surw) note(r *Run, g *goroutine) {
	for len(s.uses) < r.created {
		s.uses, s.parents = append(s.uses, nil), append(s.parents, s.last)
	}
	s.uses[g.id] = append(s.uses[g.id], object(g))
	s.last = g.id
}

// object returns what the next step of a goroutine uses first.
func object(g *goroutine) int32 {
	if len(g.accesses) == 0 {
		return none
	}
	return g.accesses[0].object
}

// welcome hands over to new goroutines the steps that their creator had left for them.
func (s *surw) welcome(r *Run) {
	for len(s.held) < r.created {
		child := len(s.held)
		s.held = append(s.held, false)
		if len(s.left) <= child {
			s.left = append(s.left, 0)
		}
		if child == 0 {
			continue
		}
		if s.intended == s.last && s.rng.below(max(s.left[s.last], 1)) < s.left[child] {
			s.intended = child
		}
		s.left[s.last] = max(s.left[s.last]-s.left[child], 0)
	}
}

// draw picks among the candidates that are not held, and holds those that come to a
// selected step before the intended one does.
func (s *surw) draw(c candidates) int {
	for {
		took, free := -1, 0
		for i := range c.len() {
			if id := c.id(i); id != theClock && s.held[id] {
				continue
			}
			if free++; s.rng.below(free) == 0 {
				took = i
			}
		}
		if took < 0 {
			clear(s.held)
			s.intended = -1
			continue
		}
		if took == len(c.goroutines) || s.passes(c, took) {
			return took
		}
	}
}

// passes reports whether a candidate may go on: at a selected step only if it is the
// intended one, and else it is held.
func (s *surw) passes(c candidates, i int) bool {
	g := c.goroutines[i]
	if s.selected != everyStep && object(g) != s.selected {
		return true
	}
	s.left[g.id] = max(s.left[g.id], 1) // it has more than in the default schedule
	if s.intended < 0 {
		s.intend(c)
	}
	if s.intended != g.id {
		s.held[g.id] = true
		return false
	}
	s.left[g.id]--
	clear(s.held)
	s.intended = -1
	return true
}

// intend draws the goroutine that takes the next selected step.
func (s *surw) intend(c candidates) {
	total := 0
	for _, g := range c.goroutines {
		if s.held[g.id] {
			continue
		}
		if total += s.left[g.id]; s.left[g.id] > 0 && s.rng.below(total) < s.left[g.id] {
			s.intended = g.id
		}
	}
}
