package primitives

import (
	"context"
	"sync"
	"time"
)

// A FIFOSemaphore is a [Semaphore] that serves strictly in the order of arrival: a release hands its permits to the waiters
// that have waited longest, and no call, not even TryAcquire, takes one past a waiter. The order costs throughput: under
// contention every permit waits for the goroutine it was handed to, so each acquisition is a park and a wake-up, where barging
// needs neither; this is several times the processor time of a [Semaphore], under the race detector too. Python has no such
// type. Make one with [NewFIFOSemaphore]; the zero value has no permits. A FIFOSemaphore must not be copied after first use.
//
// In the terms of the Go memory model, a release happens before the return of an acquisition that takes one of its permits.
//
// Any goroutine may release. It does not release the GIL: see [Thread.Acquire].
type FIFOSemaphore struct {
	// word: permits in the bits above parkedBit and wokenBit, the second unused. Permits and waiters exclude each other:
	// while the queue has a waiter there is no permit, so a permit can be taken without a look at the queue. What the oldest
	// waiter has got of the several that it waits for is in saved. The crowd waits for one permit each.
	word  permitWord
	mu    sync.Mutex
	queue waitQueue
	saved int64
}

// NewFIFOSemaphore returns a semaphore with n permits. It panics with [ErrSemaphoreValue] if n is negative.
func NewFIFOSemaphore(n int) *FIFOSemaphore {
	s := new(FIFOSemaphore)
	s.word.Store(initialPermits(n))
	return s
}

// Acquire takes a permit, and waits for its turn without a limit. Cost: a CAS; may park.
func (s *FIFOSemaphore) Acquire() {
	if !s.TryAcquire() {
		s.acquireSlow(1, limit{})
	}
}

// TryAcquire takes a permit if there is one and reports whether it did. It never waits. Cost: a CAS.
func (s *FIFOSemaphore) TryAcquire() bool { return s.take(1) }

// AcquireTimeout takes a permit, waiting for its turn at most d, and reports whether it did. If d is zero or negative it does
// not wait. Cost: a CAS; may park.
func (s *FIFOSemaphore) AcquireTimeout(d time.Duration) bool {
	return s.TryAcquire() || d > 0 && s.acquireSlow(1, within(d))
}

// AcquireContext takes a permit, waiting until ctx is done at most, and returns nil or ctx.Err(). A free permit is
// taken even if ctx is done already. Cost: a CAS; may park.
func (s *FIFOSemaphore) AcquireContext(ctx context.Context) error {
	if s.TryAcquire() {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !s.acquireSlow(1, until(ctx)) {
		return ctx.Err()
	}
	return nil
}

// Release adds one permit, or hands it to the oldest waiter. It panics with [ErrSemaphoreOverflow] as ReleaseN does.
// Cost: a CAS; wakes a waiter under a mutex.
func (s *FIFOSemaphore) Release() {
	if old, ok := s.word.give(maxPermits); !ok {
		s.releaseSlow(old)
	}
}

//go:noinline
func (s *FIFOSemaphore) releaseSlow(old int64) {
	if old&flagBits == 0 { // else give did not try
		backOff(old)
	}
	s.ReleaseN(1)
}

// ReleaseN releases n permits at once, to the n oldest waiters first. It panics with [ErrReleaseCount] if n is less than
// one, and with [ErrSemaphoreOverflow] if the semaphore would hold more than 2^61-1. Cost: a CAS; wakes waiters under a mutex.
func (s *FIFOSemaphore) ReleaseN(n int) {
	if n < 1 {
		panic(ErrReleaseCount)
	}
	for {
		old := s.word.Load()
		if old&parkedBit != 0 {
			s.hand(int64(n))
			return
		}
		if int64(n) > maxPermits-old/unit {
			panic(ErrSemaphoreOverflow)
		}
		if s.word.CompareAndSwap(old, old+int64(n)*unit) {
			return
		}
		backOff(old)
	}
}

// Value is the number of free permits: 0 while a goroutine waits. It may be out of date when the call returns. Cost: free.
func (s *FIFOSemaphore) Value() int { return int(s.word.Load() / unit) }

// Waiters counts the goroutines that wait for a permit now. Cost: a mutex.
func (s *FIFOSemaphore) Waiters() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queue.len()
}

// take takes n permits if there are as many, all or none, and reports whether it did.
func (s *FIFOSemaphore) take(n int64) bool {
	for {
		old := s.word.Load()
		if old < n*unit {
			return false
		}
		if s.word.CompareAndSwap(old, old-n*unit) {
			return true
		}
		backOff(old)
	}
}

// hand gives n permits to the oldest waiters, and adds the rest to the word.
func (s *FIFOSemaphore) hand(n int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n > maxPermits-s.saved || s.queue.empty() && n > maxPermits-s.word.Load()/unit {
		panic(ErrSemaphoreOverflow)
	}
	s.saved += n
	s.serve()
}

// serve hands what is saved to the oldest waiters, as far as it goes, and adds what no waiter needs to the word. The caller
// holds mu.
func (s *FIFOSemaphore) serve() {
	grants, crowd, w := 0, s.queue.ahead, s.queue.list.head
	for {
		ones := min(int64(crowd), s.saved)
		s.saved -= ones
		grants += int(ones)
		if w == nil || w.permits() > s.saved {
			break
		}
		s.saved -= w.permits()
		grants++
		crowd, w = w.behind, w.next
	}
	// The rest first, then the waiters: a woken waiter must find the other permits of this release in the word.
	if w == nil && s.saved > 0 {
		s.word.Add(s.saved * unit)
		s.saved = 0
	}
	s.queue.wake(grants)
	s.tidy()
}

// permits is how many permits w waits for.
func (w *waiter) permits() int64 { return int64(w.tag) }

//go:noinline
func (s *FIFOSemaphore) acquireSlow(n int64, lim limit) bool {
	s.mu.Lock()
	if s.word.Load()&parkedBit == 0 { // else there is no permit
		// From here on every release looks at the queue; this last try sees the releases before.
		if s.word.Or(parkedBit); s.take(n) {
			s.tidy()
			s.mu.Unlock()
			return true
		}
	}
	if n == 1 && !lim.bounded() {
		s.queue.join(&s.mu)
		s.queue.crowd.Wait()
		s.queue.seen()
		return true
	}
	w := s.queue.enlist(&s.mu)
	defer w.free()
	w.tag = uint64(n)
	if n > 1 {
		s.saved += s.word.Swap(parkedBit) / unit // fewer than n, and none if there is another waiter
		w.left = s.serve                         // what was saved for it may do for those behind it
	}
	if w.park(lim) == granted {
		return true
	}
	s.mu.Lock()
	s.tidy()
	s.mu.Unlock()
	return false
}

// tidy clears parkedBit if the queue is empty. The caller holds mu.
func (s *FIFOSemaphore) tidy() {
	if s.queue.empty() {
		s.word.And(^int64(parkedBit))
	}
}
