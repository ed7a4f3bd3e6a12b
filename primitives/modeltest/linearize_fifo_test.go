package modeltest_test

import (
	"context"
	"time"

	"threadlab/primitives/internal/kinds"
)

// A line is the state of a FIFOSemaphore: its permits, those among them that are kept for the first in the queue, the waiting
// clients in the order of arrival with what they need, and those served that have not returned yet.
type line struct {
	free   int
	queue  lineup
	need   [clients]int
	served [clients]bool
}

// serve lets the first in the queue have what they need, as long as there is enough.
func (s line) serve() line {
	for {
		q, first, ok := s.queue.pop()
		if !ok || s.need[first] > s.free {
			return s
		}
		s.free -= s.need[first]
		s.queue, s.need[first], s.served[first] = q, 0, true
	}
}

// value is how many permits a call could have now.
func (s line) value() int {
	if s.queue.len > 0 {
		return 0
	}
	return s.free
}

// fifoSpec serves strictly in the order of arrival.
func fifoSpec(permits int) spec[line] {
	return spec[line]{line{free: permits}, func(s line, c call, a answer) (line, bool) {
		switch c.op {
		case "try":
			if a.ok {
				s.free -= c.n
				return s, s.queue.len == 0 && s.free >= 0
			}
			return s, s.value() < c.n
		case "enter":
			if s.queue.full() {
				return s, false
			}
			s.queue, s.need[c.client] = s.queue.push(c.client), c.n
			return s.serve(), true
		case "leave":
			if a.ok {
				ok := s.served[c.client]
				s.served[c.client] = false
				return s, ok
			}
			q, ok := s.queue.remove(c.client)
			s.queue, s.need[c.client] = q, 0
			return s.serve(), ok
		case "release":
			s.free += c.n
			return s.serve(), true
		case "waiters":
			return s, a.n == s.queue.len
		default: // value
			return s, a.n == s.value()
		}
	}}
}

// A several is a semaphore whose permits are acquired several at a time.
type several interface {
	kinds.Semaphore
	AcquireN(n int)
	TryAcquireN(n int) bool
	AcquireNTimeout(n int, d time.Duration) bool
	AcquireNContext(ctx context.Context, n int) error
}

// A single semaphore has its permits acquired one by one.
type single struct{ kinds.Semaphore }

func (s single) AcquireN(int)         { s.Acquire() }
func (s single) TryAcquireN(int) bool { return s.TryAcquire() }
func (s single) AcquireNTimeout(_ int, d time.Duration) bool {
	return s.AcquireTimeout(d)
}

func (s single) AcquireNContext(ctx context.Context, _ int) error {
	return s.AcquireContext(ctx)
}

// fifoProgram takes and gives back, most permits in a call at most, and looks at the queue.
func fifoProgram(s several, most int) program {
	return func(c *client) {
		for range 25 {
			c.ask("waiters", s.Waiters)
			has := 0
			if n := 1 + c.rng.IntN(most); c.enter(s, n) {
				has += n
			}
			n := 1 + c.rng.IntN(most)
			if c.do("try", n, func() answer { return answer{ok: s.TryAcquireN(n)} }).ok {
				has += n
			}
			c.pause()
			c.ask("value", s.Value)
			if has > 0 {
				c.do("release", has, func() answer { s.ReleaseN(has); return answer{ok: true} })
			}
			c.pause()
		}
	}
}

// enter waits for n permits in one of the ways that can wait. Where it does not wait, it queues and leaves at one moment.
func (c *client) enter(s several, n int) bool {
	return c.doParts(func() answer {
		switch c.rng.IntN(3) {
		case 0:
			return answer{ok: s.AcquireNTimeout(n, c.briefly())}
		case 1:
			ctx, cancel := c.brief()
			defer cancel()
			return answer{ok: s.AcquireNContext(ctx, n) == nil}
		}
		s.AcquireN(n)
		return answer{ok: true}
	}, func(answer) []call { return []call{{op: "enter", n: n}, {op: "leave"}} }).ok
}

func enterAndLeave(answer) []call { return []call{{op: "enter"}, {op: "leave"}} }

// A lineup of clients is a value: models need states that can be compared.
type lineup struct {
	at  [clients]int
	len int
}

// full is true of a line that no other client can join. Where two operations of a client may
// have the same time, as clocks are coarse on Windows, orders are tried in which one joins twice.
func (q lineup) full() bool { return q.len == clients }

func (q lineup) push(client int) lineup {
	q.at[q.len] = client
	q.len++
	return q
}

func (q lineup) pop() (rest lineup, first int, ok bool) {
	if q.len == 0 {
		return q, 0, false
	}
	first = q.at[0]
	rest, _ = q.remove(first)
	return rest, first, true
}

func (q lineup) remove(client int) (rest lineup, ok bool) {
	for _, other := range q.at[:q.len] {
		if other == client {
			ok = true
			continue
		}
		rest = rest.push(other)
	}
	return rest, ok
}
