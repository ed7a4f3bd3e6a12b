package model

import (
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/sched"
)

// Channels stay what they are, so that len, cap, nil and the types of the program
// are untouched. A buffered one keeps its own elements; through one without a
// buffer nothing is ever sent: the value goes from one goroutine's [comm] to the
// other's. Nobody ever blocks in either.

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
	partner = true
	list := c.partners(s)
	for _, p := range list {
		partner = partner && p.c.since == c.w.Quiet()
	}
	return len(list) > 0, partner
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
			if t := y.end(); t.id == s.id && t.sends != s.sends {
				list = append(list, partner{other, y})
			}
		}
	}
	return list
}

// communicate waits until one of the cases can go on and does it. It returns the
// case, or nil for the default.
func communicate(op string, polls bool, cases ...Case) Case {
	w := here()
	c := &comm{w: w, cases: cases, polls: polls, since: w.Quiet()}
	race.Release(unsafe.Pointer(&c.arrived))
	c.w.parked = append(c.w.parked, c)
	defer c.leave() // however the gate is left
	var gate sched.Gate
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

// A Receive is the receiving side; it ends with a value.
type Receive[T any] struct {
	side
	c  <-chan T
	v  T
	ok bool
}

// RecvCase is a receive in a select.
func RecvCase[T any](c <-chan T) *Receive[T] {
	return &Receive[T]{side: side{*(*unsafe.Pointer)(unsafe.Pointer(&c)), false}, c: c}
}

func (r *Receive[T]) perform()    { r.v, r.ok = <-r.c }
func (r *Receive[T]) meet(s Case) { r.v, r.ok = s.(*Sending[T]).v, true }

// Value returns what was received.
func (r *Receive[T]) Value() T { return r.v }

// Both returns what was received, and whether it was sent.
func (r *Receive[T]) Both() (T, bool) { return r.v, r.ok }

// A Sending is the sending side.
type Sending[T any] struct {
	side
	c chan<- T
	v T
}

// SendCase is a send in a select. The value comes second, as in Go, and takes the
// type of the channel's elements.
func SendCase[T any](c chan<- T) func(v T) *Sending[T] {
	return func(v T) *Sending[T] {
		return &Sending[T]{side{*(*unsafe.Pointer)(unsafe.Pointer(&c)), true}, c, v}
	}
}

func (s *Sending[T]) perform()    { s.c <- s.v }
func (s *Sending[T]) meet(r Case) { r.(*Receive[T]).v, r.(*Receive[T]).ok = s.v, true }

// Send is c <- v.
func Send[T any](c chan<- T) func(v T) {
	return func(v T) { send(c, v) }
}

// send is not inlined, nor are Recv2 and Select: they are compiled into the package of
// the program, and on entering them the race detector notes where they are called.
// It does not see communicate.
//
//go:noinline
func send[T any](c chan<- T, v T) { communicate("chan send", false, SendCase(c)(v)) }

// Recv is <-c.
func Recv[T any](c <-chan T) T {
	v, _ := Recv2(c)
	return v
}

// Recv2 is v, ok := <-c.
//
//go:noinline
func Recv2[T any](c <-chan T) (T, bool) {
	r := RecvCase(c)
	communicate("chan receive", false, r)
	return r.v, r.ok
}

// An Elem goes through a channel: what for range does.
type Elem[T any] struct{ c <-chan T }

// Elements is a range over a channel.
func Elements[T any](c <-chan T) Elem[T] { return Elem[T]{c} }

// ValueElements is one with a variable.
func ValueElements[T any](c <-chan T) (v T, e Elem[T]) { return v, Elem[T]{c} }

// Next receives, into v if that is not nil, and reports whether there was something.
func (e Elem[T]) Next(v *T) bool {
	got, ok := Recv2(e.c)
	if ok && v != nil {
		*v = got
	}
	return ok
}

// Close is close(c).
func Close[T any](c chan<- T) {
	w := here()
	w.WaitOn("chan close", nil, changing(*(*unsafe.Pointer)(unsafe.Pointer(&c))))
	shut(w, c)
}

// Counted is a point before the len of a channel.
func Counted[C any](c C) C {
	w := here()
	w.WaitOn("chan len", nil, looking(*(*unsafe.Pointer)(unsafe.Pointer(&c))))
	return c
}

// shut closes a channel, without a gate.
func shut[T any](w *world, c chan<- T) {
	id := *(*unsafe.Pointer)(unsafe.Pointer(&c))
	w.Touch(sched.Writes, id)
	close(c)
	w.close(id)
}

// Select is the select statement: it returns the number of its case, or -1 for the
// default. It has a type parameter only to be compiled into the package of the program.
//
//go:noinline
func Select[Polls ~bool](polls Polls, cases ...Case) int {
	x := communicate("select", bool(polls), cases...)
	for i, other := range cases {
		if other == x {
			return i
		}
	}
	return -1
}

// Forever is select {}.
func Forever() { here().Wait("select (no cases)", never{}) }

type never struct{}

func (never) Ready() bool { return false }

var _ sched.Gate = (*comm)(nil)
