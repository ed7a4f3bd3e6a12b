package primitives

import (
	"context"
	"time"
)

// A Semaphore is Python's threading.Semaphore: a number of permits, which acquisitions take and releases add. A program may
// release more than it acquired. Any goroutine may release. Make one with
// [NewSemaphore]; the zero value has no permits, where Python's default is one. A Semaphore must not be copied after first use.
//
// In the terms of the Go memory model, a release happens before the return of an acquisition that takes one of its permits.
//
// Waiters are served as by [Lock]: in no order, and none starves; [FIFOSemaphore] keeps the order. A Semaphore does not release
// the GIL: see [Thread.Acquire]. Python builds its semaphore from a Condition and a counter, with the same barging.
type Semaphore struct {
	core semCore
}

// NewSemaphore returns a semaphore with n permits. It panics with [ErrSemaphoreValue] if n is negative. Python:
// threading.Semaphore(n).
func NewSemaphore(n int) *Semaphore {
	s := new(Semaphore)
	s.core.word.Store(initialPermits(n))
	return s
}

// Acquire takes a permit, and waits for one without a limit. Python: semaphore.acquire(). Cost: a CAS; may park.
func (s *Semaphore) Acquire() {
	if old, ok := s.core.word.take(); !ok {
		s.core.acquire(old)
	}
}

// TryAcquire takes a permit if there is one and reports whether it did. It never waits. Python:
// semaphore.acquire(blocking=False). Cost: a CAS.
func (s *Semaphore) TryAcquire() bool { return s.core.tryAcquire() }

// AcquireTimeout takes a permit, waiting at most d, and reports whether it did. If d is zero or negative it does not wait.
// Python: semaphore.acquire(timeout=d). Cost: a CAS; may park.
func (s *Semaphore) AcquireTimeout(d time.Duration) bool {
	old, ok := s.core.word.take()
	return ok || s.core.acquireTimeout(old, d)
}

// AcquireContext takes a permit, waiting until ctx is done at most, and returns nil or ctx.Err(). A free permit is taken even
// if ctx is done already. Cost: a CAS; may park.
func (s *Semaphore) AcquireContext(ctx context.Context) error { return s.core.acquireContext(ctx) }

// Release adds one permit, and lets one waiter proceed. It panics with [ErrSemaphoreOverflow] as ReleaseN does. Python:
// semaphore.release(). Cost: a CAS; wakes a waiter under a mutex.
func (s *Semaphore) Release() {
	if old, ok := s.core.word.give(maxPermits); !ok {
		s.releaseSlow(old)
	}
}

// ReleaseN adds n permits at once and lets as many waiters proceed. It panics with [ErrReleaseCount] if n is less than
// one, and with [ErrSemaphoreOverflow] if the semaphore would hold more than 2^61-1; then it adds none. Python:
// semaphore.release(n). Cost: a CAS; wakes waiters under a mutex.
func (s *Semaphore) ReleaseN(n int) { s.core.releaseN(n, maxPermits, ErrSemaphoreOverflow) }

//go:noinline
func (s *Semaphore) releaseSlow(old int64) { s.core.giveSlow(old, maxPermits, ErrSemaphoreOverflow) }

// Value is the number of free permits. It may be out of date when the call returns. Python: semaphore._value. Cost: free.
func (s *Semaphore) Value() int { return int(s.core.permits()) }

// Waiters counts the goroutines that wait for a permit now. Cost: a mutex.
func (s *Semaphore) Waiters() int { return s.core.waiters() }
