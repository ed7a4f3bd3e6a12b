package model

import (
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A comm is an operation of one goroutine on a channel, or a select of several.
type comm struct {
	w     *modelState
	cases []Case
	polls bool // it has a default: it never waits for a partner
	taken Case // the one that a partner has completed
	since int  // Run.Quiet at its start

	arrived, left byte // their addresses order it and its partner for the race detector
}

// A Case is one side of a communication.
type Case interface {
	end() *side
	perform()    // on the channel itself: it has room, an element, or is closed
	pairUp(Case) // hands a value to or from the other side
}

// A side is what the comms of other goroutines see of a case.
type side struct {
	id    unsafe.Pointer // identifies the channel
	sends bool
}

func (s *side) end() *side { return s }

// channel returns the channel with another type of element, for len and cap.
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
	if c.polls || c.taken != nil {
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

// can reports whether a side can go on, and whether that takes a partner that may not
// have arrived yet.
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

// partners lists the communications that a side could complete.
func (c *comm) partners(s *side) []partner {
	var list []partner
	for _, other := range c.w.parked {
		if other == c || other.polls || other.taken != nil {
			continue
		}
		for _, y := range other.cases {
			if t := y.end(); t.id == s.id && t.sends != s.sends && !c.queuesBehind(s, other) && !other.queuesBehind(t, c) {
				list = append(list, partner{other, y})
			}
		}
	}
	return list
}

// queuesBehind reports whether another comm has certainly waited on the same side for
// longer: Go's channels serve it first.
func (c *comm) queuesBehind(s *side, partner *comm) bool {
	for _, rival := range c.w.parked {
		if rival.since >= c.since {
			return false // parked is in the order of arrival
		}
		if rival == partner || rival.polls || rival.taken != nil {
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
	defer c.leave() // also if the run ends here
	var guard scheduler.Guard
	if !polls {
		guard = c
		c.declare(scheduler.Adds) // a partner may find it from now on
	}
	c.w.WaitOn(op, guard, c.touches()...)
	if c.taken != nil {
		race.Acquire(unsafe.Pointer(&c.left))
		return c.taken
	}
	x := c.choose()
	switch {
	case x == nil:
	case x.end().buffered(), c.w.isClosed(x.end().id):
		x.perform()
		c.w.timerFired(x.end().id)
	default:
		c.join(x)
	}
	return x
}

// choose lets the schedule pick one of the cases that can go on.
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

// join completes a case together with a partner: what either did before happens before
// what either does next.
func (c *comm) join(x Case) {
	all := c.partners(x.end())
	p := all[c.w.Choose(len(all))]
	race.Acquire(unsafe.Pointer(&p.c.arrived))
	x.pairUp(p.x)
	p.c.taken = p.x
	p.c.declare(scheduler.Writes) // no other partner will find it
	race.Release(unsafe.Pointer(&p.c.left))
}

func (c *comm) leave() { c.w.parked = race.Remove(c.w.parked, c) }
