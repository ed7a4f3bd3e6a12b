package primitives

import (
	"context"
	"time"
)

// AcquireN takes n permits, and waits for them without a limit. Its permits are released in any portions. It panics with
// [ErrReleaseCount] if n is less than one, and with [ErrAcquireCount] if the semaphore can never have n. Python has no such
// call. Cost: a CAS if there are n; may park.
//
// While it waits it collects the permits that become free, one call of the AcquireN forms at a time, so that many small
// acquisitions cannot starve a large one. Until it has all n, or gives up and releases what it has, other callers may find no
// permit. So an AcquireN by a goroutine that has permits already can deadlock with another one.
//
// A thread waits inside [Thread.Blocking]. Unlike in [Thread.Acquire], a daemon that ends there keeps what it has got.
func (s *Semaphore) AcquireN(n int) { s.core.acquireMany(n, maxPermits, limit{}) }

// TryAcquireN takes n permits if there are as many, all or none, and reports whether it did. It never waits, and panics as AcquireN
// does. Cost: a CAS.
func (s *Semaphore) TryAcquireN(n int) bool { return s.core.tryMany(n, maxPermits) }

// AcquireNTimeout is [Semaphore.AcquireN] waiting at most d, and reports whether it has all n; else it has none. If d is zero or
// negative it does not wait. Cost: a CAS; may park.
func (s *Semaphore) AcquireNTimeout(n int, d time.Duration) bool {
	return s.core.acquireMany(n, maxPermits, within(d))
}

// AcquireNContext is [Semaphore.AcquireN] waiting until ctx is done at most. It returns nil, or ctx.Err() and has taken none.
// Permits that are there are taken even if ctx is done already. Cost: a CAS; may park.
func (s *Semaphore) AcquireNContext(ctx context.Context, n int) error {
	if !s.core.acquireMany(n, maxPermits, until(ctx)) {
		return ctx.Err()
	}
	return nil
}

// AcquireN is [Semaphore.AcquireN]. No more than the bound can be had: then it panics with [ErrAcquireCount].
// Cost: a CAS; may park.
func (s *BoundedSemaphore) AcquireN(n int) { s.core.acquireMany(n, s.bound, limit{}) }

// TryAcquireN is [Semaphore.TryAcquireN]. Cost: a CAS.
func (s *BoundedSemaphore) TryAcquireN(n int) bool { return s.core.tryMany(n, s.bound) }

// AcquireNTimeout is [Semaphore.AcquireNTimeout]. Cost: a CAS; may park.
func (s *BoundedSemaphore) AcquireNTimeout(n int, d time.Duration) bool {
	return s.core.acquireMany(n, s.bound, within(d))
}

// AcquireNContext is [Semaphore.AcquireNContext]. Cost: a CAS; may park.
func (s *BoundedSemaphore) AcquireNContext(ctx context.Context, n int) error {
	if !s.core.acquireMany(n, s.bound, until(ctx)) {
		return ctx.Err()
	}
	return nil
}

// AcquireN takes n permits, and waits for its turn without a limit: those that came earlier are served first, those that come
// later wait for it, however few permits they need. Its permits are released in any portions. It panics with [ErrReleaseCount]
// if n is less than one, and with [ErrAcquireCount] if it is more than 2^61-1.
//
// When it is its turn it keeps the permits that become free, until it has all n or gives up; a goroutine that has permits
// already, and waits for more, may wait for ever. A thread waits inside [Thread.Blocking], as for [Semaphore.AcquireN].
// Cost: a CAS; may park.
func (s *FIFOSemaphore) AcquireN(n int) {
	if !s.TryAcquireN(n) {
		s.acquireSlow(int64(n), limit{})
	}
}

// TryAcquireN takes n permits if there are as many, all or none, and reports whether it did: false while a goroutine waits. It
// never waits, and panics as AcquireN does. Cost: a CAS.
func (s *FIFOSemaphore) TryAcquireN(n int) bool { return s.take(wanted(n, maxPermits)) }

// AcquireNTimeout is [FIFOSemaphore.AcquireN] waiting at most d, and reports whether it has all n; else it has none, and those
// behind it get what it had kept. If d is zero or negative it does not wait. Cost: a CAS; may park.
func (s *FIFOSemaphore) AcquireNTimeout(n int, d time.Duration) bool {
	return s.TryAcquireN(n) || d > 0 && s.acquireSlow(int64(n), within(d))
}

// AcquireNContext is [FIFOSemaphore.AcquireN] waiting until ctx is done at most. It returns nil, or ctx.Err() and has taken
// none. Permits that are there are taken even if ctx is done already. Cost: a CAS; may park.
func (s *FIFOSemaphore) AcquireNContext(ctx context.Context, n int) error {
	if s.TryAcquireN(n) {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !s.acquireSlow(int64(n), until(ctx)) {
		return ctx.Err()
	}
	return nil
}

// wanted returns the number of permits that a call asks for, or panics if it can never have them.
func wanted(n int, bound int64) int64 {
	switch {
	case n < 1:
		panic(ErrReleaseCount)
	case int64(n) > bound:
		panic(ErrAcquireCount)
	}
	return int64(n)
}

// tryMany takes n permits at once, or none.
func (c *semCore) tryMany(n int, bound int64) bool {
	wanted := wanted(n, bound)
	return c.takeUpTo(wanted, wanted) > 0
}

// takeUpTo takes as many permits as there are, most at most, or none if there are fewer than least.
func (c *semCore) takeUpTo(least, most int64) int64 {
	for {
		old := c.word.Load()
		n := min(old/unit, most)
		if n < least {
			return 0
		}
		if c.word.CompareAndSwap(old, old-n*unit) {
			return n
		}
	}
}

// acquireMany takes n permits within a limit, all or none. One call collects at a time: two that each had some of the permits
// could wait for each other.
func (c *semCore) acquireMany(n int, bound int64, lim limit) bool {
	if c.tryMany(n, bound) {
		return true
	}
	if lim.over() {
		return false
	}
	left := lim.countdown()
	collecting := c.collecting()
	if !collecting.TryAcquire() && !collecting.core.acquire(lockTag, left()) {
		return false
	}
	defer collecting.Release()
	missing := int64(n)
	for missing > 0 {
		if got := c.takeUpTo(1, missing); got > 0 {
			missing -= got
			continue
		}
		if rest := left(); rest.over() || !c.acquireSlow(rest) {
			break
		}
		missing--
	}
	if missing == 0 {
		return true
	}
	if has := int64(n) - missing; has > 0 {
		c.release(has, maxPermits)
	}
	return false
}

// collecting is the lock of the call that collects. It is made when it is first needed: few semaphores ever need it.
func (c *semCore) collecting() *Lock {
	if l := c.many.Load(); l != nil {
		return l
	}
	c.many.CompareAndSwap(nil, new(Lock))
	return c.many.Load()
}
