package model

import (
	"reflect"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A comm is an operation of one goroutine on a channel, or a select of several.
type comm struct {
	w     *modelState
	by    int // the goroutine
	cases []Case
	polls bool // it has a default: it never waits for a partner
	taken Case // the one that a partner has completed
	woken Case // the one that has woken it while it certainly waited
	since int  // Run.Quiet at its start

	arrived, left byte // their addresses order it and its partner for the race detector
}

// A Case is one side of a communication.
type Case interface {
	end() *side
	elem() reflect.Type // of the channel
	perform()           // on the channel itself: it has room, an element, or is closed
	pairUp(Case)        // hands a value to or from the other side

	give() reflect.Value // what the case sends
	take(reflect.Value)  // has the case receive
}

// A side is what the comms of other goroutines see of a case.
type side struct {
	id    unsafe.Pointer // identifies the channel; nil: of a nil channel
	sends bool
	on    *channelState // of the channel, while the comm is at its scheduling point
}

func (s *side) end() *side { return s }

// A case that receives gives nothing, and one that sends takes nothing.
func (s *side) give() (none reflect.Value) { return none }
func (s *side) take(reflect.Value)         {}

// channel returns the channel with another type of element, for len and cap.
func (s *side) channel() chan struct{} { return *(*chan struct{})(unsafe.Pointer(&s.id)) }

func (s *side) buffered() bool { return cap(s.channel()) > 0 }

// possible reports whether a side can go on without a partner: the channel is closed, or
// its buffer has room or an element.
func (s *side) possible() bool {
	switch {
	case s.id == nil:
		return false
	case s.on.closed:
		return true
	case s.sends:
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
	if s.possible() {
		return true, false
	}
	if s.id == nil || s.buffered() {
		return false, false
	}
	x := c.partner(s, 0)
	return x != nil, x != nil && x.c.since == c.w.Quiet()
}

// partner returns one of the communications that a side could complete, by its number, or
// nil.
func (c *comm) partner(s *side, number int) *waiter {
	longest := s.on.first(!s.sends, c)
	if longest == nil {
		return nil
	}
	rival := s.on.first(s.sends, c)
	queue := *s.on.queue(!s.sends)
	for i := range queue {
		x := &queue[i]
		if !x.c.waitsBeside(c) {
			continue
		}
		if longest.since < x.c.since || rival != nil && rival != x.c && rival.since < c.since {
			return nil // one that has certainly waited for longer comes first
		}
		if number == 0 {
			return x
		}
		number--
	}
	return nil
}

// waitsBeside reports whether a comm, other than one that runs, may wait for a partner.
// What another event has woken does not wait any more; if it was not there when that
// came, it has no need to wait.
func (c *comm) waitsBeside(running *comm) bool {
	return c != running && !c.polls && c.taken == nil && !c.awake()
}

// awake reports whether a case can go on without a partner.
func (c *comm) awake() bool {
	for _, x := range c.cases {
		if x.end().possible() {
			return true
		}
	}
	return false
}

// communicate waits until one of the cases can go on and does it. It returns the
// case, or nil for the default.
func communicate(op string, polls bool, cases ...Case) Case {
	w := here()
	c := &comm{w: w, by: w.ID(), cases: cases, polls: polls, since: w.Quiet()}
	w.usesCases(cases)
	race.Release(unsafe.Pointer(&c.arrived))
	c.arrive()
	defer c.leave() // also if the run ends here
	var guard scheduler.Guard
	if !polls {
		guard = c
		c.declareArrival() // a partner may find it from now on
	}
	c.w.WaitOn(op, guard, c.touches()...)
	if c.taken != nil {
		race.Acquire(unsafe.Pointer(&c.left))
		return c.taken
	}
	x := c.choose()
	switch {
	case x == nil:
		w.Looked()
	case x.end().possible():
		c.performs(x)
		x.end().on.performed(x.end().sends)
	default:
		c.join(x)
	}
	return x
}

// choose lets the schedule pick one of the cases that can go on. The default is another
// one each time that the goroutine comes to choose: a loop must not take the same for
// ever.
func (c *comm) choose() Case {
	if c.woken != nil && c.woken.end().possible() {
		return c.woken
	}
	var able []Case
	certain := false
	for _, x := range c.cases {
		if ok, partner := c.can(x.end()); ok {
			able = append(able, x)
			certain = certain || !partner
		}
	}
	n := len(able)
	if c.polls && !certain {
		able = append(able, nil) // a partner may not have arrived yet
	}
	c.offerCases(able, n)
	took := c.w.Choose(len(able))
	if took < n && n > 1 {
		took = (took + c.w.Turn()) % n
	}
	return able[took]
}

// join completes a case together with a partner: what either did before happens before
// what either does next.
func (c *comm) join(x Case) {
	s, n := x.end(), 1
	for c.partner(s, n) != nil {
		n++
	}
	c.offerPartners(s, n)
	p := c.partner(s, c.w.Choose(n))
	race.Acquire(unsafe.Pointer(&p.c.arrived))
	x.pairUp(p.x)
	p.c.taken = p.x
	p.c.declareChange() // no other partner will find it
	p.c.changed()
	race.Release(unsafe.Pointer(&p.c.left))
}
