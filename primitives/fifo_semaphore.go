package primitives

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// A FIFOSemaphore is a [Semaphore] that serves strictly in the order of arrival: a release hands its permits to the waiters
// that have waited longest, and no call, not even TryAcquire, takes one past a waiter. The order costs throughput: under
// contention every permit waits for the goroutine it was handed to. Python has no such type. Make one with [NewFIFOSemaphore];
// the zero value has no permits. A FIFOSemaphore must not be copied after first use.
//
// In the terms of the Go memory model, a release happens before the return of an acquisition that takes one of its permits.
//
// Any goroutine may release. It does not release the GIL: see [Thread.Acquire].
type FIFOSemaphore struct {
	// word: permits in the bits above parkedBit and wokenBit, the second unused. Permits and waiters exclude each other:
	// while the list has a waiter there is no permit, so a permit can be taken without a look at the list.
	word atomic.Int64
	mu   sync.Mutex
	list waitList
}

// NewFIFOSemaphore returns a semaphore with n permits. It panics with [ErrSemaphoreValue] if n is negative.
func NewFIFOSemaphore(n int) *FIFOSemaphore {
	s := new(FIFOSemaphore)
	s.word.Store(initialPermits(n))
	return s
}

// Acquire takes a permit, and waits for its turn without a limit.
func (s *FIFOSemaphore) Acquire() {
	if !s.TryAcquire() {
		s.acquireSlow(limit{})
	}
}

// TryAcquire takes a permit if there is one and reports whether it did. It never waits.
func (s *FIFOSemaphore) TryAcquire() bool {
	for {
		old := s.word.Load()
		if old < unit {
			return false
		}
		if s.word.CompareAndSwap(old, old-unit) {
			return true
		}
	}
}

// AcquireTimeout takes a permit, waiting for its turn at most d, and reports whether it did. If d is zero or negative it does
// not wait.
func (s *FIFOSemaphore) AcquireTimeout(d time.Duration) bool {
	return s.TryAcquire() || d > 0 && s.acquireSlow(within(d))
}

// AcquireContext takes a permit, waiting until ctx is done at most, and returns nil or ctx.Err(). A free permit is
// taken even if ctx is done already.
func (s *FIFOSemaphore) AcquireContext(ctx context.Context) error {
	if s.TryAcquire() {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !s.acquireSlow(until(ctx)) {
		return ctx.Err()
	}
	return nil
}

// Release adds one permit, or hands it to the oldest waiter. It panics with [ErrSemaphoreOverflow] as ReleaseN does.
func (s *FIFOSemaphore) Release() { s.ReleaseN(1) }

// ReleaseN releases n permits at once, to the n oldest waiters first. It panics with [ErrReleaseCount] if n is less than
// one, and with [ErrSemaphoreOverflow] if the semaphore would hold more than 2^61-1.
func (s *FIFOSemaphore) ReleaseN(n int) {
	if n < 1 {
		panic(ErrReleaseCount)
	}
	for {
		old := s.word.Load()
		if int64(n) > maxPermits-old/unit {
			panic(ErrSemaphoreOverflow)
		}
		if old&parkedBit != 0 {
			s.hand(int64(n))
			return
		}
		if s.word.CompareAndSwap(old, old+int64(n)*unit) {
			return
		}
	}
}

// Value is the number of free permits: 0 while a goroutine waits. It may be out of date when the call returns.
func (s *FIFOSemaphore) Value() int { return int(s.word.Load() / unit) }

// Waiters counts the goroutines that wait for a permit now.
func (s *FIFOSemaphore) Waiters() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list.len()
}

// hand gives n permits to the oldest waiters, and adds the rest to the word.
func (s *FIFOSemaphore) hand(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	grants := int64(0)
	for w := s.list.head; w != nil && grants < n; w = w.next {
		grants++
	}
	// The rest first, then the waiters: a woken waiter must find the other permits of this release in the word.
	s.word.Add((n - grants) * unit)
	for range grants {
		s.list.wakeFirst(granted)
	}
	s.tidy()
}

//go:noinline
func (s *FIFOSemaphore) acquireSlow(lim limit) bool {
	s.mu.Lock()
	// From here on every release looks at the list; this last try sees the releases before.
	if s.word.Or(parkedBit); s.TryAcquire() {
		s.tidy()
		s.mu.Unlock()
		return true
	}
	w := newWaiter(&s.mu)
	defer w.free()
	s.list.pushBack(w)
	if w.park(lim) == granted {
		return true
	}
	s.mu.Lock()
	s.tidy()
	s.mu.Unlock()
	return false
}

// tidy clears parkedBit if the list is empty. The caller holds mu.
func (s *FIFOSemaphore) tidy() {
	if s.list.empty() {
		s.word.And(^int64(parkedBit))
	}
}
