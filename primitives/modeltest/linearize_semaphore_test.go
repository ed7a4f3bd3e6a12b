package modeltest_test

import (
	"math"
	"runtime"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

func semaphoreSubjects() []subject {
	const permits = 2
	return []subject{
		{
			"semaphore", semaphoreSpec(permits, math.MaxInt).model(),
			func() program { return semaphoreProgram(primitives.NewSemaphore(permits), false) },
			"release-one-by-one",
			func() program {
				return semaphoreProgram(piecemeal{primitives.NewSemaphore(permits)}, false)
			},
		},
		{
			"bounded-semaphore", semaphoreSpec(permits, permits).model(),
			func() program { return semaphoreProgram(primitives.NewBoundedSemaphore(permits), true) },
			"releases-some-then-refuses",
			func() program {
				return semaphoreProgram(piecemeal{primitives.NewBoundedSemaphore(permits)}, true)
			},
		},
		{
			"fifo-semaphore", fifoSpec(permits).model(),
			func() program { return fifoProgram(primitives.NewFIFOSemaphore(permits)) },
			"barges",
			func() program { return fifoProgram(primitives.NewSemaphore(permits)) },
		},
	}
}

// semaphoreSpec: the state is the number of permits.
func semaphoreSpec(permits, bound int) spec[int] {
	return spec[int]{permits, func(free int, c call, a answer) (int, bool) {
		switch c.op {
		case "acquire":
			if !a.ok {
				return free, free == 0
			}
			return free - 1, free > 0
		case "release":
			if !a.ok {
				return free, c.n < 1 || c.n > bound-free
			}
			return free + c.n, c.n >= 1 && c.n <= bound-free
		default: // value
			return free, a.n == free
		}
	}}
}

// semaphoreProgram takes a permit in every way, perhaps another one, and gives them back; and it gives back what it never had.
// From a Semaphore it takes that away again. A BoundedSemaphore then refuses a client that had one. So permits are never
// missing for good.
func semaphoreProgram(s kinds.Semaphore, bounded bool) program {
	return func(c *client) {
		surplus := 0
		for range 30 {
			switch c.rng.IntN(8) {
			case 0:
				c.ask("value", s.Value)
			case 1:
				if n := c.rng.IntN(3); c.releaseN(s, n) && !bounded {
					surplus += n
				}
			default:
				if !c.acquire(s) {
					break
				}
				n := 1
				if c.askIf("acquire", s.TryAcquire) {
					n++
				}
				c.pause()
				if !c.releaseN(s, n) { // another client's surplus is in the way: of the rest, give back what fits
					for range n {
						c.releaseN(s, 1)
					}
				}
				c.ask("value", s.Value)
			}
			for surplus > 0 && c.askIf("acquire", s.TryAcquire) {
				surplus--
			}
			c.pause()
		}
	}
}

// releaseN gives back n permits, if it may.
func (c *client) releaseN(s kinds.Semaphore, n int) bool {
	return c.do("release", n, func() answer {
		release := func() { s.ReleaseN(n) }
		return answer{ok: permitted(release, primitives.ErrReleaseCount, primitives.ErrOverRelease)}
	}).ok
}

// A piecemeal semaphore gives back several permits one after the other.
type piecemeal struct{ kinds.Semaphore }

func (s piecemeal) ReleaseN(n int) {
	if n < 1 {
		panic(primitives.ErrReleaseCount)
	}
	for range n {
		s.Release()
		runtime.Gosched()
	}
}

// A line is the state of a FIFOSemaphore: its permits, the waiting clients in the order of arrival, and those served that have
// not returned yet.
type line struct {
	free   int
	queue  lineup
	served [clients]bool
}

// fifoSpec serves strictly in the order of arrival.
func fifoSpec(permits int) spec[line] {
	return spec[line]{line{free: permits}, func(s line, c call, a answer) (line, bool) {
		switch c.op {
		case "try":
			if a.ok {
				s.free--
				return s, s.free >= 0
			}
			return s, s.free == 0
		case "enter":
			if s.free > 0 {
				s.free--
				s.served[c.client] = true
			} else {
				s.queue = s.queue.push(c.client)
			}
			return s, true
		case "leave":
			if a.ok {
				ok := s.served[c.client]
				s.served[c.client] = false
				return s, ok
			}
			q, ok := s.queue.remove(c.client)
			s.queue = q
			return s, ok
		case "release":
			for range c.n {
				q, first, ok := s.queue.pop()
				if !ok {
					s.free++
					continue
				}
				s.queue, s.served[first] = q, true
			}
			return s, true
		case "waiters":
			return s, a.n == s.queue.len
		default: // value
			return s, a.n == s.free
		}
	}}
}

// fifoProgram takes and gives back, and looks at the queue.
func fifoProgram(s kinds.Semaphore) program {
	return func(c *client) {
		for range 25 {
			c.ask("waiters", s.Waiters)
			n := 0
			if c.enter(s) {
				n++
			}
			if c.askIf("try", s.TryAcquire) {
				n++
			}
			c.pause()
			c.ask("value", s.Value)
			if n > 0 {
				c.do("release", n, func() answer { s.ReleaseN(n); return answer{ok: true} })
			}
			c.pause()
		}
	}
}

// enter waits for a permit in one of the ways that can wait. Where it does not wait, it queues and leaves at one moment.
func (c *client) enter(s kinds.Semaphore) bool {
	return c.doParts(func() answer {
		switch c.rng.IntN(3) {
		case 0:
			return answer{ok: s.AcquireTimeout(c.briefly())}
		case 1:
			ctx, cancel := c.brief()
			defer cancel()
			return answer{ok: s.AcquireContext(ctx) == nil}
		}
		s.Acquire()
		return answer{ok: true}
	}, enterAndLeave).ok
}

func enterAndLeave(answer) []call { return []call{{op: "enter"}, {op: "leave"}} }

// A lineup of clients is a value: models need states that can be compared.
type lineup struct {
	at  [clients]int
	len int
}

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
