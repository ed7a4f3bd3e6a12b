package model

import (
	"iter"
	"unsafe"

	"threadlab/racecases/explore/sched"
)

// Channels stay what they are, so that len, cap, nil and the types of the program
// are untouched. A buffered one keeps its own elements; through one without a
// buffer nothing is ever sent: the value goes from one goroutine's [comm] to the
// other's. Nobody ever blocks in either.

// An ident tells channels apart.
type ident unsafe.Pointer

func identOf[T any](c <-chan T) ident { return *(*ident)(unsafe.Pointer(&c)) }

// A comm is one goroutine at a channel, or at a select of several.
type comm struct {
	w     *world
	cases []Case
	polls bool // has a default: it has not arrived and waits for nobody
	met   Case // the one that a partner has done
}

// A Case is one side of a communication.
type Case interface {
	channel() ident
	sends() bool
	buffered() bool
	possible() bool // of a buffered channel: room, or an element
	perform()       // on the channel itself: it has room, an element, or is closed
	meet(Case)      // hands a value to or from the other side
}

// Ready reports whether one of the cases can go on, or there is a default.
func (c *comm) Ready() bool {
	if c.polls || c.met != nil {
		return true
	}
	for _, x := range c.cases {
		if ok, _ := c.can(x); ok {
			return true
		}
	}
	return false
}

func (c *comm) String() string {
	for _, x := range c.cases {
		if x.channel() != nil {
			return ""
		}
	}
	return "on a nil channel"
}

// can reports whether a case can go on, and whether only a partner at its gate lets it.
func (c *comm) can(x Case) (ok, partner bool) {
	switch {
	case x.channel() == nil:
		return false, false
	case x.buffered() && x.possible(), c.w.closed[x.channel()]:
		return true, false
	case x.buffered():
		return false, false
	}
	ok = len(c.partners(x)) > 0
	return ok, ok
}

type partner struct {
	c *comm
	x Case
}

// partners lists who could meet a case.
func (c *comm) partners(x Case) []partner {
	var list []partner
	for _, other := range c.w.parked {
		if other == c || other.polls || other.met != nil {
			continue
		}
		for _, y := range other.cases {
			if y.channel() == x.channel() && y.sends() != x.sends() {
				list = append(list, partner{other, y})
			}
		}
	}
	return list
}

// communicate waits until one of the cases can go on and does it. It returns the
// case, or nil for the default.
func communicate(op string, polls bool, cases ...Case) Case {
	c := &comm{w: here(), cases: cases, polls: polls}
	c.w.parked = append(c.w.parked, c)
	defer c.leave() // however the gate is left
	c.w.Wait(op, c)
	if c.met != nil {
		return c.met
	}
	var able []Case
	certain := false
	for _, x := range cases {
		if ok, partner := c.can(x); ok {
			able = append(able, x)
			certain = certain || !partner
		}
	}
	if polls && !certain {
		able = append(able, nil) // a partner may not have arrived yet
	}
	x := able[c.w.Choose(len(able))]
	switch {
	case x == nil:
	case x.buffered(), c.w.closed[x.channel()]:
		x.perform()
	default:
		all := c.partners(x)
		p := all[c.w.Choose(len(all))]
		x.meet(p.x)
		p.c.met = p.x
	}
	return x
}

func (c *comm) leave() {
	for i, other := range c.w.parked {
		if other == c {
			c.w.parked = append(c.w.parked[:i], c.w.parked[i+1:]...)
			return
		}
	}
}

// A Receive is the receiving side; it ends with a value.
type Receive[T any] struct {
	c  <-chan T
	v  T
	ok bool
}

// RecvCase is a receive in a select.
func RecvCase[T any](c <-chan T) *Receive[T] { return &Receive[T]{c: c} }

func (r *Receive[T]) channel() ident { return identOf(r.c) }
func (r *Receive[T]) sends() bool    { return false }
func (r *Receive[T]) buffered() bool { return cap(r.c) > 0 }
func (r *Receive[T]) possible() bool { return len(r.c) > 0 }
func (r *Receive[T]) perform()       { r.v, r.ok = <-r.c }
func (r *Receive[T]) meet(s Case)    { r.v, r.ok = s.(*Sending[T]).v, true }

// Value returns what was received.
func (r *Receive[T]) Value() T { return r.v }

// Both returns what was received, and whether it was sent.
func (r *Receive[T]) Both() (T, bool) { return r.v, r.ok }

// A Sending is the sending side.
type Sending[T any] struct {
	c chan<- T
	v T
}

// SendCase is a send in a select. The value comes second, as in Go, and takes the
// type of the channel's elements.
func SendCase[T any](c chan<- T) func(v T) *Sending[T] {
	return func(v T) *Sending[T] { return &Sending[T]{c, v} }
}

func (s *Sending[T]) channel() ident { return *(*ident)(unsafe.Pointer(&s.c)) }
func (s *Sending[T]) sends() bool    { return true }
func (s *Sending[T]) buffered() bool { return cap(s.c) > 0 }
func (s *Sending[T]) possible() bool { return len(s.c) < cap(s.c) }
func (s *Sending[T]) perform()       { s.c <- s.v }
func (s *Sending[T]) meet(r Case)    { r.(*Receive[T]).v, r.(*Receive[T]).ok = s.v, true }

// Send is c <- v.
func Send[T any](c chan<- T) func(v T) {
	return func(v T) { communicate("chan send", false, &Sending[T]{c, v}) }
}

// Recv is <-c.
func Recv[T any](c <-chan T) T {
	v, _ := Recv2(c)
	return v
}

// Recv2 is v, ok := <-c.
func Recv2[T any](c <-chan T) (T, bool) {
	r := &Receive[T]{c: c}
	communicate("chan receive", false, r)
	return r.v, r.ok
}

// Range is what for range gets from a channel.
func Range[T any](c <-chan T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for {
			if v, ok := Recv2(c); !ok || !yield(v) {
				return
			}
		}
	}
}

// Close is close(c).
func Close[T any](c chan<- T) {
	w := here()
	w.Wait("chan close", nil)
	close(c)
	w.closed[*(*ident)(unsafe.Pointer(&c))] = true
}

// Select is the select statement: it returns the number of its case, or -1 for the default.
func Select(polls bool, cases ...Case) int {
	x := communicate("select", polls, cases...)
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
