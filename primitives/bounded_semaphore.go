package primitives

import (
	"context"
	"time"
)

// A BoundedSemaphore is Python's threading.BoundedSemaphore: a [Semaphore] that refuses to hold more permits than it began
// with, so that a surplus release panics at once. Make one with [NewBoundedSemaphore]; the zero value can hold none. A
// BoundedSemaphore must not be copied after first use.
//
// In the terms of the Go memory model, a release happens before the return of an acquisition that takes one of its permits.
//
// Any goroutine may release. Waiters are served as by [Semaphore]: in no order, and none starves. It does not release the GIL:
// see [Thread.Acquire].
type BoundedSemaphore struct {
	core  semCore
	bound int64
}

// NewBoundedSemaphore returns a semaphore with n permits, which are also its bound. It panics with [ErrSemaphoreValue] if n is
// negative. Python: threading.BoundedSemaphore(n).
func NewBoundedSemaphore(n int) *BoundedSemaphore {
	s := new(BoundedSemaphore)
	s.core.word.Store(initialPermits(n))
	s.bound = int64(n)
	return s
}

// Acquire takes a permit, and waits for one without a limit. Python: semaphore.acquire(). Cost: a CAS; may park.
func (s *BoundedSemaphore) Acquire() {
	if old, ok := s.core.word.take(); !ok {
		s.core.acquire(old)
	}
}

// TryAcquire takes a permit if there is one and reports whether it did. It never waits. Python:
// semaphore.acquire(blocking=False). Cost: a CAS.
func (s *BoundedSemaphore) TryAcquire() bool { return s.core.tryAcquire() }

// AcquireTimeout takes a permit, waiting at most d, and reports whether it did. If d is zero or negative it does not wait.
// Python: semaphore.acquire(timeout=d). Cost: a CAS; may park.
func (s *BoundedSemaphore) AcquireTimeout(d time.Duration) bool {
	old, ok := s.core.word.take()
	return ok || s.core.acquireTimeout(old, d)
}

// AcquireContext takes a permit, waiting until ctx is done at most, and returns nil or ctx.Err(). A free permit is
// taken even if ctx is done already. Cost: a CAS; may park.
func (s *BoundedSemaphore) AcquireContext(ctx context.Context) error {
	return s.core.acquireContext(ctx)
}

// Release adds one permit, and lets one waiter proceed. It panics with [ErrOverRelease] if none is taken. Python:
// semaphore.release(). Cost: a CAS; wakes a waiter under a mutex.
func (s *BoundedSemaphore) Release() {
	if old, ok := s.core.word.give(s.bound); !ok {
		s.releaseSlow(old)
	}
}

// ReleaseN adds n permits at once, and lets as many waiters proceed. It panics with [ErrReleaseCount] if n is less than one, and
// with [ErrOverRelease], adding none, if that would be more than the semaphore began with. Python: semaphore.release(n).
// Cost: a CAS; wakes waiters under a mutex.
func (s *BoundedSemaphore) ReleaseN(n int) { s.core.releaseN(n, s.bound, ErrOverRelease) }

//go:noinline
func (s *BoundedSemaphore) releaseSlow(old int64) { s.core.giveSlow(old, s.bound, ErrOverRelease) }

// Value is the number of free permits. It may be out of date when the call returns. Python: semaphore._value. Cost: free.
func (s *BoundedSemaphore) Value() int { return int(s.core.permits()) }

// Waiters counts the goroutines that wait for a permit now. Cost: a mutex.
func (s *BoundedSemaphore) Waiters() int { return s.core.waiters() }
