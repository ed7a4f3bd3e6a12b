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
			func() program { return fifoProgram(single{primitives.NewFIFOSemaphore(permits)}, 1) },
			"barges",
			func() program { return fifoProgram(single{primitives.NewSemaphore(permits)}, 1) },
		},
		{
			"fifo-semaphore-several", fifoSpec(permits).model(),
			func() program { return fifoProgram(primitives.NewFIFOSemaphore(permits), permits) },
			"collects",
			func() program { return fifoProgram(primitives.NewSemaphore(permits), permits) },
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
