package model

import (
	"fmt"
	"strings"
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// operation names the object in an operation: second.Lock, jobs <- 3, close(done).
func (x *inspection) operation(op string, at scheduler.Stand) string {
	if c, ok := at.Guard.(*comm); ok {
		return x.communication(op, c)
	}
	name := x.name(at.Object)
	switch {
	case name == "" || at.Op == "":
		return op
	case strings.HasSuffix(at.Op, "()"):
		return strings.Replace(at.Op, "()", "("+name+")", 1)
	}
	return name + "." + at.Op
}

func (x *inspection) communication(op string, c *comm) string {
	if op == "select" {
		texts := make([]string, len(c.cases))
		for i, one := range c.cases {
			texts[i] = x.oneCase(one)
		}
		return "select " + strings.Join(texts, " | ")
	}
	return x.oneCase(c.cases[0])
}

// oneCase returns the text of one case of a communication.
func (x *inspection) oneCase(c Case) string {
	s := c.end()
	name := x.name(s.id)
	switch {
	case s.id == nil:
		name = "a nil channel"
	case name == "":
		name = "a channel"
	}
	if s.sends {
		return name + " <- " + x.format(c.give())
	}
	return "<-" + name
}

// wait says what a goroutine waits for and which goroutines hold that, and returns the objects
// at which it does.
func (x *inspection) wait(g *scheduler.GoroutineState, at scheduler.Stand) []unsafe.Pointer {
	switch guard := at.Guard.(type) {
	case *Mutex:
		g.For = fmt.Sprintf("%s, held by %s", x.name(at.Object), goroutineNames(g.HeldBy))
	case *readGuard:
		g.For = fmt.Sprintf("%s, %s is before it and writes", x.name(at.Object), goroutineNames(g.HeldBy))
	case *writeGuard:
		g.HeldBy = x.objects.readers[(*RWMutex)(guard)]
		g.For = fmt.Sprintf("%s, read by %s", x.name(at.Object), goroutineNames(g.HeldBy))
	case *WaitGroup:
		g.For = fmt.Sprintf("%s, its count is %d", x.name(at.Object), guard.n)
	case *Once:
		g.For = fmt.Sprintf("%s, which runs in %s", x.name(at.Object), goroutineNames(g.HeldBy))
	case *ticket:
		g.For = "a signal of " + x.name(at.Object)
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
			texts = append(texts, x.missing(s))
		}
	}
	if g.For = strings.Join(texts, ", or "); g.For == "" {
		g.For = "a nil channel, for ever"
	}
	return at
}

// missing says what a side of a channel waits for.
func (x *inspection) missing(s *side) string {
	name := x.name(s.id)
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
