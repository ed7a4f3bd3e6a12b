package model

import (
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A comm is one goroutine at a channel, or at a select of several.
type comm struct {
	w     *world
	cases []Case
	polls bool // has a default: it has not arrived and waits for nobody
	met   Case // the one that a partner has done
	since int  // what world.Quiet was when it came

	arrived, left byte // what its partner and it are ordered by
}

// A Case is one side of a communication.
type Case interface {
	end() *side
	perform()  // on the channel itself: it has room, an element, or is closed
	meet(Case) // hands a value to or from the other side
}

// A side is what the others may look at in a case.
type side struct {
	id    unsafe.Pointer // tells channels apart
	sends bool
}

func (s *side) end() *side { return s }

// channel is s's, whatever its elements: good for len and cap.
func (s *side) channel() chan struct{} { return *(*chan struct{})(unsafe.Pointer(&s.id)) }

func (s *side) buffered() bool { return cap(s.channel()) > 0 }

// possible reports whether a buffered channel has room or an element.
func (s *side) possible() bool {
	if s.sends {
		return len(s.channel()) < cap(s.channel())
	}
	return len(s.channel()) > 0
}

// Ready reports whether one of the cases can go on, or there is a default.
func (c *comm) Ready() bool {
	if c.polls || c.met != nil {
		return true
	}
	for _, x := range c.cases {
		if ok, _ := c.can(x.end()); ok {
			return true
		}
	}
	return false
}

func (c *comm) String() string {
	for _, x := range c.cases {
		if x.end().id != nil {
			return ""
		}
	}
	return "on a nil channel"
}

// can reports whether a side can go on, and whether only partners at their gates let
// it who may not have arrived.
func (c *comm) can(s *side) (ok, partner bool) {
	switch {
	case s.id == nil:
		return false, false
	case s.buffered() && s.possible(), c.w.isClosed(s.id):
		return true, false
	case s.buffered():
		return false, false
	}
	list := c.partners(s)
	return len(list) > 0, len(list) > 0 && list[0].c.since == c.w.Quiet()
}

type partner struct {
	c *comm
	x Case
}

// partners lists who could meet a side.
func (c *comm) partners(s *side) []partner {
	var list []partner
	for _, other := range c.w.parked {
		if other == c || other.polls || other.met != nil {
			continue
		}
		for _, y := range other.cases {
			if t := y.end(); t.id == s.id && t.sends != s.sends && !c.behind(s, other) && !other.behind(t, c) {
				list = append(list, partner{other, y})
			}
		}
	}
	return list
}

// behind reports whether somebody has surely waited on the same side for longer, whom
// a partner takes first, as in Go.
func (c *comm) behind(s *side, partner *comm) bool {
	for _, rival := range c.w.parked {
		if rival.since >= c.since {
			return false // nor does any after it
		}
		if rival == partner || rival.polls || rival.met != nil {
			continue
		}
		for _, x := range rival.cases {
			if *x.end() == *s {
				return true
			}
		}
	}
	return false
}

// communicate waits until one of the cases can go on and does it. It returns the
// case, or nil for the default.
func communicate(op string, polls bool, cases ...Case) Case {
	w := here()
	c := &comm{w: w, cases: cases, polls: polls, since: w.Quiet()}
	race.Release(unsafe.Pointer(&c.arrived))
	c.w.parked = append(c.w.parked, c)
	defer c.leave() // however the gate is left
	var gate scheduler.Guard
	if !polls {
		gate = c
		c.arrives()
	}
	c.w.WaitOn(op, gate, c.touches()...)
	if c.met != nil {
		race.Acquire(unsafe.Pointer(&c.left))
		return c.met
	}
	x := c.choose()
	switch {
	case x == nil:
	case x.end().buffered(), c.w.isClosed(x.end().id):
		x.perform()
		c.w.rang(x.end().id)
	default:
		c.join(x)
	}
	return x
}

// choose lets the schedule take one of the cases that can go on.
func (c *comm) choose() Case {
	var able []Case
	certain := false
	for _, x := range c.cases {
		if ok, partner := c.can(x.end()); ok {
			able = append(able, x)
			certain = certain || !partner
		}
	}
	if c.polls && !certain {
		able = append(able, nil) // a partner may not have arrived yet
	}
	return able[c.w.Choose(len(able))]
}

// join does a case together with a partner: what either did before is before what
// either does now.
func (c *comm) join(x Case) {
	all := c.partners(x.end())
	p := all[c.w.Choose(len(all))]
	race.Acquire(unsafe.Pointer(&p.c.arrived))
	x.meet(p.x)
	p.c.met = p.x
	p.c.taken()
	race.Release(unsafe.Pointer(&p.c.left))
}

func (c *comm) leave() { c.w.parked = race.Remove(c.w.parked, c) }

var _ scheduler.Guard = (*comm)(nil)
