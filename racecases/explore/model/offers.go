package model

import (
	"threadlab/racecases/explore/scheduler"
)

// What the alternatives inside of a step mean is put into words where a play stops. The
// functions here do nothing anywhere else.

// offerCases tells which of some cases each alternative takes: of the first n the default
// is another one at each turn, and what comes after them is the default of the select.
func (c *comm) offerCases(able []Case, n int) {
	if !c.w.Stops() || len(able) < 2 {
		return
	}
	x, turn := c.w.look(c.w.States()), c.w.NextTurn()
	c.w.Offer(scheduler.ChoosesCase, len(able), func(i int) string {
		if i < n && n > 1 {
			i = (i + turn) % n
		}
		if able[i] == nil {
			return "default"
		}
		return "case " + x.oneCase(able[i], c.by)
	})
}

// offerPartners tells which goroutine each alternative communicates with.
func (c *comm) offerPartners(s *side, n int) {
	if !c.w.Stops() || n < 2 {
		return
	}
	x := c.w.look(c.w.States())
	c.w.Offer(scheduler.ChoosesPartner, n, func(i int) string {
		p := c.partner(s, i)
		return "with " + scheduler.GoroutineName(p.c.by) + ": " + x.oneCase(p.x, p.c.by)
	})
}
