package model

import (
	"unsafe"

	"threadlab/racecases/explore/scheduler"
)

// The objects of a channel. A plain send and a plain receive of a buffered one use
// different ones: its ends, and each element its place in the buffer, where it is put in
// and taken out in turn. All else uses the contents as a whole, and those that wait.
const (
	contents = iota
	waiting  // the comms that a partner may find
	sendEnd
	receiveEnd
	places
	maxPlaces = 64
)

// part returns an object of a channel: an address inside of it that nothing else has.
func part(channel unsafe.Pointer, of int) unsafe.Pointer { return unsafe.Add(channel, of) }

// changed returns what a step uses that changes a channel as a whole.
func changed(id unsafe.Pointer) []scheduler.Touch {
	return []scheduler.Touch{Changing(part(id, contents)), Changing(part(id, waiting))}
}

// changeChannel declares that the running step changes a channel as a whole.
func (w *modelState) changeChannel(id unsafe.Pointer) {
	for _, use := range changed(id) {
		w.Use(use)
	}
}

// changeTimed is changeChannel, of a timer's: whether other comms that wait on it may be
// found by a partner depends on it too.
func (w *modelState) changeTimed(id unsafe.Pointer) {
	w.Changed(id)
	s := w.channels.find(id)
	if s != nil {
		s.wake(false, 0)
	}
	if w.Tracks() {
		w.changeChannel(id)
	}
}

// counting returns what the length of a channel depends on.
func counting(id unsafe.Pointer) []scheduler.Touch {
	return []scheduler.Touch{looking(part(id, contents)), looking(part(id, sendEnd)), looking(part(id, receiveEnd))}
}

// plain returns the side of a communication on a buffered channel that has no other case,
// or nil.
func (c *comm) plain() *side {
	if len(c.cases) != 1 || c.polls {
		return nil
	}
	if s := c.cases[0].end(); s.id != nil && s.buffered() {
		return s
	}
	return nil
}

func (s *side) touches() []scheduler.Touch {
	if s.sends {
		return []scheduler.Touch{looking(part(s.id, contents)), Changing(part(s.id, sendEnd))}
	}
	return []scheduler.Touch{looking(part(s.id, contents)), Changing(part(s.id, receiveEnd))}
}

// touches returns what a communication uses, as far as is known before it: of a select the
// channels of all its cases.
func (c *comm) touches() []scheduler.Touch {
	if !c.w.Tracks() {
		return nil
	}
	if s := c.plain(); s != nil {
		return s.touches()
	}
	var all []scheduler.Touch
	for _, x := range c.cases {
		if id := x.end().id; id != nil {
			all = append(all, changed(id)...)
		}
	}
	return all
}

// declareArrival declares that from now on a partner may find a comm.
func (c *comm) declareArrival() {
	if c.plain() != nil {
		return
	}
	for _, x := range c.cases {
		if id := x.end().id; id != nil {
			c.w.Touch(scheduler.Adds, part(id, waiting))
		}
	}
}

// declareChange declares that the running step changes whether a partner can find a comm.
func (c *comm) declareChange() {
	for _, x := range c.cases {
		if id := x.end().id; id != nil && len(c.cases) > 1 {
			c.w.changeChannel(id)
		}
	}
}

// performs completes a communication on the channel itself and declares what it used.
func (c *comm) performs(x Case) {
	s := x.end()
	drained := s.on.closed && !s.sends && len(s.channel()) == 0
	x.perform()
	switch {
	case !c.w.Tracks():
	case drained && len(c.cases) == 1 && !c.polls: // it changes nothing
		c.w.Instead(looking(part(s.id, contents)), looking(part(s.id, receiveEnd)))
	case s.buffered() && !drained:
		c.declarePlace(s)
	}
}

// declarePlace declares which place in the buffer a communication has filled or emptied.
func (c *comm) declarePlace(s *side) {
	n, known := c.w.passes.count(s)
	switch {
	case c.plain() == nil:
	case !known || cap(s.channel()) > maxPlaces:
		c.w.changeChannel(s.id)
	default:
		c.w.Touch(scheduler.Hands, part(s.id, places+n%cap(s.channel())))
	}
}

// A passage counts what has passed the ends of a buffered channel.
type passage struct {
	id             unsafe.Pointer
	sent, received int
}

type passages []*passage

// count counts an element and returns its number. It is not known if others have passed
// without being counted, as those of timers do.
func (p *passages) count(s *side) (n int, known bool) {
	var of *passage
	for _, x := range *p {
		if x.id == s.id {
			of = x
		}
	}
	if of == nil {
		of = &passage{id: s.id}
		*p = append(*p, of)
	}
	if s.sends {
		of.sent++
		n = of.sent
	} else {
		of.received++
		n = of.received
	}
	return n, of.sent-of.received == len(s.channel())
}
