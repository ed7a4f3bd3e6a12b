package model

import "threadlab/racecases/explore/scheduler"

// credits say which Done of a WaitGroup follows an Add of its own in every order: one of
// the same goroutine, or one that an ancestor did before it created the next of them. As
// long as all do, the count is never negative, and a Done commutes with the other Adds.
type credits struct {
	list   []*credit
	broken []*WaitGroup // a Done had no credit
}

// A credit is what is left of an Add.
type credit struct {
	group *WaitGroup
	by    int // a goroutine
	step  int
	n     int
}

func (c *credits) add(w *modelState, g *WaitGroup, n int) {
	if w.Tracks() {
		c.list = append(c.list, &credit{g, w.ID(), w.Step(), n})
	}
}

// take uses up credits of the running goroutine and returns how a Done commutes.
func (c *credits) take(w *modelState, g *WaitGroup, n int) scheduler.Access {
	if !w.Tracks() {
		return scheduler.Releases
	}
	for _, b := range c.broken {
		if b == g {
			return scheduler.Releases
		}
	}
	for ; n > 0; n-- {
		if !c.takeOne(w, g) {
			c.broken = append(c.broken, g)
			return scheduler.Releases
		}
	}
	return scheduler.Gives
}

// takeOne takes the credit that the fewest other goroutines could use.
func (c *credits) takeOne(w *modelState, g *WaitGroup) bool {
	by, before := w.ID(), w.Step()
	for by >= 0 {
		for i := len(c.list) - 1; i >= 0; i-- {
			if x := c.list[i]; x.group == g && x.by == by && x.step <= before && x.n > 0 {
				x.n--
				return true
			}
		}
		by, before = w.Origin(by)
	}
	return false
}
