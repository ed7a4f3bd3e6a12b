package model

import (
	"unsafe"

	"threadlab/racecases/explore/race"
)

// A channelState is what the model knows of a channel that is closed, or a timer's, or
// that a goroutine is about to use.
type channelState struct {
	id      unsafe.Pointer
	closed  bool
	alarm   *alarm   // of a timer, or of a context's deadline
	waiting []waiter // at a scheduling point, in the order of arrival
	next    *channelState
}

// A waiter is a case of a comm that is at its scheduling point.
type waiter struct {
	c *comm
	x Case
}

func (x *waiter) sends() bool { return x.x.end().sends }

// first returns the comm that has waited longest on one side of the channel, beside the
// one that runs; or nil.
func (s *channelState) first(sends bool, running *comm) *comm {
	for i := range s.waiting {
		if x := &s.waiting[i]; x.sends() == sends && x.c.waitsBeside(running) {
			return x.c
		}
	}
	return nil
}

// wake commits comms that have certainly waited, most of them, to the case of a channel
// that has become possible: as many as that is enough for, those first that have waited
// longest. Whether any comm waits, and so may be found by a partner, depends on this.
func (s *channelState) wake(sends bool, most int) {
	for _, x := range s.waiting {
		c := x.c
		if c.polls || c.taken != nil {
			continue
		}
		c.declareChange()
		if most > 0 && x.sends() == sends && c.woken == nil && c.since < c.w.Quiet() {
			c.woken = x.x
			most--
		}
	}
}

// channels are the states of channels, a hash table: the race detector would see a map.
type channels struct {
	buckets []*channelState
	count   int
	unused  *channelState
}

// of returns the state of a channel.
func (t *channels) of(id unsafe.Pointer) *channelState {
	if t.count >= len(t.buckets) {
		t.grow()
	}
	s := t.find(id)
	if s != nil {
		return s
	}
	s = t.unused
	if s == nil {
		s = new(channelState)
	} else {
		t.unused = s.next
	}
	at := t.bucket(id)
	s.id, s.next = id, *at
	*at = s
	t.count++
	return s
}

// find returns the state of a channel, or nil.
func (t *channels) find(id unsafe.Pointer) *channelState {
	if len(t.buckets) == 0 {
		return nil
	}
	s := *t.bucket(id)
	for s != nil && s.id != id {
		s = s.next
	}
	return s
}

// forget removes a state that says nothing.
func (t *channels) forget(s *channelState) {
	for at := t.bucket(s.id); *at != nil; at = &(*at).next {
		if *at == s {
			*at = s.next
			t.count--
			s.id, s.next, t.unused = nil, t.unused, s
			return
		}
	}
}

func (t *channels) bucket(id unsafe.Pointer) **channelState {
	hash := uint64(uintptr(id)) * 0x9E3779B97F4A7C15 >> 32
	return &t.buckets[hash&uint64(len(t.buckets)-1)]
}

func (t *channels) grow() {
	old := t.buckets
	t.buckets = make([]*channelState, max(8, 2*len(old)))
	for _, s := range old {
		for s != nil {
			next := s.next
			at := t.bucket(s.id)
			s.next, *at = *at, s
			s = next
		}
	}
}

// arrive makes a comm known to its channels.
func (c *comm) arrive() {
	for _, x := range c.cases {
		if s := x.end(); s.id != nil {
			s.on = c.w.channels.of(s.id)
			s.on.waiting = append(s.on.waiting, waiter{c, x})
		}
	}
}

// leave undoes arrive.
func (c *comm) leave() {
	for _, x := range c.cases {
		if s := x.end(); s.id != nil {
			s.on.waiting = race.Remove(s.on.waiting, waiter{c, x})
			if len(s.on.waiting) == 0 && !s.on.closed && s.on.alarm == nil {
				c.w.channels.forget(s.on)
			}
		}
	}
}

// noteClosed marks a channel as closed. It is a method because generic callers are
// compiled into the program's package, where the race detector would see the state.
func (w *modelState) noteClosed(channel unsafe.Pointer) {
	s := w.channels.of(channel)
	s.closed = true
	s.wake(false, len(s.waiting))
	s.wake(true, len(s.waiting))
}

// timerFired orders a receive from the channel of a timer after the arming of that: the
// value was sent outside of any goroutine.
func (s *channelState) timerFired() {
	if s.alarm != nil {
		race.Acquire(unsafe.Pointer(s.alarm))
	}
}

// isTimer reports whether a channel is that of a timer or a ticker.
func (w *modelState) isTimer(channel unsafe.Pointer) bool {
	s := w.channels.find(channel)
	return s != nil && s.alarm != nil
}
