package model

import (
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// A channelState is what the model knows of a channel that is closed, or a timer's, or
// that a goroutine is about to use.
type channelState struct {
	closed  bool
	alarm   *alarm      // of a timer, or of a context's deadline
	waiting [2][]waiter // at a scheduling point, in the order of arrival: receivers and senders
}

// A waiter is a case of a comm that is at its scheduling point.
type waiter struct {
	c *comm
	x Case
}

// queue returns those on one side of the channel.
func (s *channelState) queue(sends bool) *[]waiter {
	if sends {
		return &s.waiting[1]
	}
	return &s.waiting[0]
}

// first returns the comm that has waited longest on one side of the channel, beside the
// one that runs; or nil.
func (s *channelState) first(sends bool, running *comm) *comm {
	for _, x := range *s.queue(sends) {
		if x.c.waitsBeside(running) {
			return x.c
		}
	}
	return nil
}

// wake commits comms that have certainly waited, most of them, to the case of a channel
// that has become possible: as many as that is enough for, those first that have waited
// longest. Whether any comm waits, and so may be found by a partner, depends on this.
func (s *channelState) wake(sends bool, most int) {
	for side, queue := range s.waiting {
		for _, x := range queue {
			c := x.c
			if c.polls || c.taken != nil {
				continue
			}
			c.declareChange()
			c.changed()
			if most > 0 && side == 1 == sends && c.woken == nil && c.since < c.w.Quiet() {
				c.woken = x.x
				most--
			}
		}
	}
}

// performed notes that a case was performed on the channel itself, without a partner.
func (s *channelState) performed(sends bool) {
	if !s.closed {
		s.wake(!sends, 1)
	}
	if s.alarm != nil { // what a timer sends, it sends outside of any goroutine
		race.Acquire(unsafe.Pointer(s.alarm))
	}
}

// channels are the states of channels.
type channels struct{ scheduler.Table }

// of returns the state of a channel.
func (t *channels) of(id unsafe.Pointer) *channelState {
	e := t.At(id)
	if e.Value == nil {
		e.Value = new(channelState)
	}
	return e.Value.(*channelState)
}

// find returns the state of a channel, or nil.
func (t *channels) find(id unsafe.Pointer) *channelState {
	if e := t.Find(id); e != nil {
		return e.Value.(*channelState)
	}
	return nil
}

// arrive makes a comm known to its channels.
func (c *comm) arrive() {
	for _, x := range c.cases {
		if s := x.end(); s.id != nil {
			s.on = c.w.channels.of(s.id)
			queue := s.on.queue(s.sends)
			*queue = append(*queue, waiter{c, x})
			c.w.Changed(s.id)
			c.w.DependsOn(s.id)
		}
	}
}

// changed declares that partners can find the comm no more, or again, and that it may go
// on.
func (c *comm) changed() {
	for _, x := range c.cases {
		c.w.Changed(x.end().id)
	}
}

// leave undoes arrive.
func (c *comm) leave() {
	for _, x := range c.cases {
		if s := x.end(); s.id != nil {
			queue := s.on.queue(s.sends)
			*queue = race.Remove(*queue, waiter{c, x})
			if len(s.on.waiting[0])+len(s.on.waiting[1]) == 0 && !s.on.closed && s.on.alarm == nil {
				c.w.channels.Remove(s.id)
			}
		}
	}
}

// noteClosed marks a channel as closed. It is a method because generic callers are
// compiled into the program's package, where the race detector would see the state.
func (w *modelState) noteClosed(channel unsafe.Pointer) {
	s := w.channels.of(channel)
	s.closed = true
	w.Changed(channel)
	s.wake(false, len(s.waiting[0]))
	s.wake(true, len(s.waiting[1]))
}

// isTimer reports whether a channel is that of a timer or a ticker.
func (w *modelState) isTimer(channel unsafe.Pointer) bool {
	s := w.channels.find(channel)
	return s != nil && s.alarm != nil
}
