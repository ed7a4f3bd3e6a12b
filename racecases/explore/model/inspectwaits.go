package model

import (
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// operation names the object in an operation: second.Lock, jobs <- 3, close(done).
func (x *inspection) operation(g *scheduler.GoroutineState, at scheduler.Stand) string {
	if c, ok := at.Guard.(*comm); ok {
		return x.communication(g, c)
	}
	name := x.name(at.Object, g.ID)
	switch {
	case at.Object == nil && at.Op != "":
		return at.Op
	case name == "" || at.Op == "":
		return g.Op
	case strings.HasSuffix(at.Op, "()"):
		return strings.Replace(at.Op, "()", "("+name+")", 1)
	}
	return name + "." + at.Op
}

func (x *inspection) communication(g *scheduler.GoroutineState, c *comm) string {
	if g.Op == "select" {
		texts := make([]string, len(c.cases))
		for i, one := range c.cases {
			texts[i] = x.oneCase(one, g.ID)
		}
		return "select " + strings.Join(texts, " | ")
	}
	return x.oneCase(c.cases[0], g.ID)
}

// oneCase returns the text of one case of a communication of a goroutine.
func (x *inspection) oneCase(c Case, by int) string {
	s := c.end()
	name := x.name(s.id, by)
	switch {
	case s.id == nil:
		name = "a nil channel"
	case name == "":
		name = "a channel"
	}
	if s.sends {
		return name + " <- " + x.element(c.give())
	}
	return "<-" + name
}

// wait says what a goroutine waits for and which goroutines hold that, and returns the objects
// at which it does.
func (x *inspection) wait(g *scheduler.GoroutineState, at scheduler.Stand) []unsafe.Pointer {
	name := x.name(at.Object, g.ID)
	switch guard := at.Guard.(type) {
	case *mutexGuard:
		g.For = name + ", held by " + goroutineNames(g.HeldBy)
	case *readGuard:
		g.For = name + ", " + goroutineNames(g.HeldBy) + " is before it and writes"
	case *writeGuard:
		g.HeldBy = x.objects.readers[(*RWMutex)(guard)]
		g.For = name + ", read by " + goroutineNames(g.HeldBy)
	case *groupGuard:
		g.For = name + ", " + guard.String()
	case *onceGuard:
		g.For = name + ", which runs in " + goroutineNames(g.HeldBy)
	case *ticket:
		g.For = "a signal of " + name
	case *comm:
		return x.waitOfComm(g, guard)
	}
	if at.Object == nil {
		return nil
	}
	return []unsafe.Pointer{at.Object}
}

func (x *inspection) waitOfComm(g *scheduler.GoroutineState, c *comm) (at []unsafe.Pointer) {
	var texts []string
	for _, one := range c.cases {
		if s := one.end(); s.id != nil {
			at = append(at, s.id)
			texts = append(texts, x.missing(s, g.ID))
		}
	}
	if g.For = strings.Join(texts, ", or "); g.For == "" {
		g.For = "a nil channel, for ever"
	}
	return at
}

// missing says what a side of a channel waits for.
func (x *inspection) missing(s *side, by int) string {
	name := x.name(s.id, by)
	switch {
	case s.sends && s.buffered():
		return "room in " + name
	case s.sends:
		return "a receiver at " + name
	case s.on != nil && s.on.alarm != nil:
		return name
	case s.buffered():
		return "a value in " + name
	}
	return "a sender at " + name
}

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
