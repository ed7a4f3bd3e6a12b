package modeltest_test

import (
	"runtime"
	"sync/atomic"
	"time"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

func waitingSubjects() []subject {
	return []subject{
		{
			"event", eventSpec.model(),
			func() program { return eventProgram(new(primitives.Event)) },
			"drops-waiters",
			func() program { return eventProgram(new(pollingEvent)) },
		},
		{
			"condition", conditionSpec.model(),
			func() program { return conditionProgram(new(primitives.Lock), queuesFirst) },
			"lets-go-before-it-queues",
			func() program { return conditionProgram(new(primitives.Lock), queuesLate) },
		},
		{
			"barrier", barrierSpec(2).model(),
			func() program { return barrierProgram(primitives.NewBarrier(2)) },
			"two-in-one-place",
			func() program { return barrierProgram(&crowdedBarrier{Barrier: primitives.NewBarrier(2)}) },
		},
	}
}

// A crowd is the state of an Event: the flag, the waiting clients, and those let through that have not returned yet.
type crowd struct {
	up              bool
	waiting, passed [clients]bool
}

var eventSpec = spec[crowd]{step: func(s crowd, c call, a answer) (crowd, bool) {
	switch c.op {
	case "set":
		s.up = true
		for i, waits := range s.waiting {
			s.passed[i] = s.passed[i] || waits
		}
		s.waiting = [clients]bool{}
	case "clear":
		s.up = false
	case "enter":
		s.waiting[c.client], s.passed[c.client] = !s.up, s.up
	case "leave":
		ok := a.ok && s.passed[c.client] || !a.ok && s.waiting[c.client]
		s.waiting[c.client], s.passed[c.client] = false, false
		return s, ok
	case "waiters":
		n := 0
		for _, waits := range s.waiting {
			if waits {
				n++
			}
		}
		return s, a.n == n
	default: // is-set
		return s, a.ok == s.up
	}
	return s, true
}}

// eventProgram: the first client only raises the flag and lowers it, the last time it raises it; the others do all but lower
// it. So no wait lasts for ever.
func eventProgram(e kinds.Event) program {
	done := func(f func()) func() answer { return func() answer { f(); return answer{ok: true} } }
	return func(c *client) {
		for range 40 {
			c.ask("waiters", e.Waiters)
			switch {
			case c.id == 0:
				c.pause()
				c.do("set", 0, done(e.Set))
				c.do("clear", 0, done(e.Clear))
				c.ask("waiters", e.Waiters)
			case c.rng.IntN(8) == 0:
				c.do("set", 0, done(e.Set))
			case c.rng.IntN(8) == 0:
				c.askIf("is-set", e.IsSet)
			case c.rng.IntN(2) == 0:
				c.doParts(done(e.Wait), enterAndLeave)
			default:
				c.doParts(func() answer { return answer{ok: e.WaitTimeout(c.briefly())} }, enterAndLeave)
			}
			c.pause()
		}
		if c.id == 0 {
			c.do("set", 0, done(e.Set))
		}
	}
}

// A pollingEvent lets a wait end that sees the flag up, not one that waited when it went up.
type pollingEvent struct {
	primitives.Event
	polling atomic.Int64
}

func (e *pollingEvent) Waiters() int { return int(e.polling.Load()) }
func (e *pollingEvent) Wait()        { e.WaitTimeout(time.Hour) }

func (e *pollingEvent) WaitTimeout(d time.Duration) bool {
	e.polling.Add(1)
	defer e.polling.Add(-1)
	for start := time.Now(); !e.IsSet(); runtime.Gosched() {
		if time.Since(start) > d {
			return false
		}
	}
	return true
}

// A meeting is the state of a Condition over a lock: the client that holds the lock, counted from 1, the clients that wait for a
// notification, and those that wait for the lock, with a notification or without.
type meeting struct {
	holder            int
	queue             lineup
	notified, expired [clients]bool
}

var conditionSpec = spec[meeting]{step: func(s meeting, c call, a answer) (meeting, bool) {
	me := c.client + 1
	held := s.holder == me
	switch c.op {
	case "acquire":
		ok := s.holder == 0
		s.holder = me
		return s, ok
	case "release":
		s.holder = 0
		return s, held
	case "enter":
		if s.queue.full() {
			return s, false
		}
		s.holder, s.queue = 0, s.queue.push(c.client)
		return s, held
	case "expire":
		q, ok := s.queue.remove(c.client)
		s.queue, s.expired[c.client] = q, true
		return s, ok
	case "leave":
		ok := s.holder == 0 && (a.ok && s.notified[c.client] || !a.ok && s.expired[c.client])
		s.holder, s.notified[c.client], s.expired[c.client] = me, false, false
		return s, ok
	case "notify":
		for range c.n {
			q, first, ok := s.queue.pop()
			if !ok {
				break
			}
			s.queue, s.notified[first] = q, true
		}
		return s, held
	default: // waiters
		return s, a.n == s.queue.len
	}
}}

// conditionProgram waits and notifies while it holds the lock, and counts the waiters also without it.
func conditionProgram(l *primitives.Lock, wait func(*primitives.Lock, *primitives.Condition, time.Duration) bool) program {
	cond := primitives.NewCondition(l)
	done := func(f func()) func() answer { return func() answer { f(); return answer{ok: true} } }
	notify := func(c *client, n int) { c.do("notify", n, done(func() { cond.Notify(nil, n) })) }
	limits := []time.Duration{-1, 0, 20 * time.Microsecond, 100 * time.Microsecond, 3 * time.Millisecond}
	parts := func(a answer) []call {
		if a.ok {
			return []call{{op: "enter"}, {op: "leave"}}
		}
		return []call{{op: "enter"}, {op: "expire"}, {op: "leave"}}
	}
	return func(c *client) {
		for range 20 {
			c.do("acquire", 0, done(func() { cond.Acquire(nil) }))
			switch c.rng.IntN(5) {
			case 0:
				notify(c, c.rng.IntN(3))
			case 1:
				c.do("notify", clients, done(func() { cond.NotifyAll(nil) }))
			default:
				d := limits[c.rng.IntN(len(limits))]
				c.doParts(func() answer { return answer{ok: wait(l, cond, d)} }, parts)
				notify(c, c.rng.IntN(2))
			}
			c.ask("waiters", cond.Waiters)
			c.do("release", 0, done(func() { cond.Release(nil) }))
			c.ask("waiters", cond.Waiters)
			c.pause()
		}
	}
}

func queuesFirst(_ *primitives.Lock, cond *primitives.Condition, d time.Duration) bool {
	return cond.WaitTimeout(nil, d)
}

// queuesLate lets go of the lock in one step and queues in another: a notification in between is lost.
func queuesLate(l *primitives.Lock, cond *primitives.Condition, d time.Duration) bool {
	l.Release()
	runtime.Gosched()
	l.Acquire()
	return cond.WaitTimeout(nil, d)
}
