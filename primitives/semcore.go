package primitives

import (
	"context"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A semCore is the counter inside Semaphore and BoundedSemaphore. Its word, drawn in queue_policy.go, holds the number of permits.
// A release adds to the word before the acquire it lets through subtracts from it: that is the edge between them.
type semCore struct {
	word permitWord
	mu   sync.Mutex
	list waitList
	many atomic.Pointer[Lock] // held by the AcquireN that collects its permits: see collecting
}

// maxPermits is what fits in the word beside the flags.
const maxPermits = math.MaxInt64 / unit

// initialPermits is the first state word of a semaphore with n permits.
func initialPermits(n int) int64 {
	switch {
	case n < 0:
		panic(ErrSemaphoreValue)
	case int64(n) > maxPermits:
		panic(ErrSemaphoreOverflow)
	}
	return int64(n) * unit
}

func (c *semCore) permits() int64 { return c.word.Load() / unit }

// A permitWord is the state word of a semaphore.
type permitWord struct{ atomic.Int64 }

// take takes a permit if one try does it, and give adds one, unless that would be more than bound or a waiter must be woken:
// small enough to be inlined, with everything else left to the slow ways. Both return the word that they found.
func (w *permitWord) take() (old int64, ok bool) {
	old = w.Load()
	return old, old >= unit && w.CompareAndSwap(old, old-unit)
}

func (w *permitWord) give(bound int64) (old int64, ok bool) {
	old = w.Load()
	return old, old&flagBits == 0 && old < bound*unit && w.CompareAndSwap(old, old+unit)
}

// backOff leaves the word to the processor that changed it last, for as long as it can change it some hundred times, if there was
// a permit left: then the caller's compare-and-swap has lost a race, and what the caller is about to do is not what waiters lack.
// Without it two processors take the word from each other at every change, which costs each of them several times the change.
func backOff(old int64) {
	const turns = 4000 // some 1 µs, less than a goroutine takes to park and be woken by another processor
	if old >= unit {
		for range turns {
		}
	}
}

func (c *semCore) tryAcquire() bool {
	for {
		old := c.word.Load()
		if old < unit {
			return false
		}
		if c.word.CompareAndSwap(old, old-unit) {
			return true
		}
		backOff(old)
	}
}

// acquire is what is left to do after take.
//
//go:noinline
func (c *semCore) acquire(old int64) {
	backOff(old)
	if !c.tryAcquire() {
		c.acquireSlow(limit{})
	}
}

//go:noinline
func (c *semCore) acquireTimeout(old int64, d time.Duration) bool {
	backOff(old)
	return c.tryAcquire() || d > 0 && c.acquireSlow(within(d))
}

func (c *semCore) acquireContext(ctx context.Context) error {
	if c.tryAcquire() {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !c.acquireSlow(until(ctx)) {
		return ctx.Err()
	}
	return nil
}

//go:noinline
func (c *semCore) acquireSlow(lim limit) bool {
	if !compete(c, &c.mu, &c.list, 0, lim) {
		return false
	}
	// A release wakes one waiter however many permits it adds. A waiter that gets one wakes the next while any are left.
	if old := c.word.Load(); old >= unit && old&flagBits == parkedBit {
		c.release(0, maxPermits)
	}
	return true
}

// woken lets other goroutines run once if they have taken the permit that the waiter was woken for. Holders that yield come to their
// releases meanwhile, so it often need not go back to sleep, only to be woken again: that takes several times as long as a yield.
func (c *semCore) woken() {
	if c.word.Load() < unit {
		runtime.Gosched()
	}
}

func (c *semCore) claim(_, token uint64) bool {
	for {
		old := c.word.Load()
		next, won := old&^int64(token)|parkedBit, false
		if old >= unit {
			next, won = old&^int64(token)-unit, true
		}
		if c.word.CompareAndSwap(old, next) {
			return won
		}
	}
}

func (c *semCore) tidy() {
	if c.list.empty() {
		c.word.And(^int64(parkedBit))
	}
}

// release adds n permits, all of them or, where that would make more than bound, none, and reports which.
func (c *semCore) release(n, bound int64) bool {
	for {
		old := c.word.Load()
		if old&flagBits == parkedBit {
			return c.releaseParked(n, bound)
		}
		if n > bound-old/unit {
			return false
		}
		if c.word.CompareAndSwap(old, old+n*unit) {
			return true
		}
		backOff(old)
	}
}

// releaseParked is release where the list may have waiters: it hands permits to those that have starved, adds the rest, and
// wakes the next.
//
//go:noinline
func (c *semCore) releaseParked(n, bound int64) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		old := c.word.Load()
		if n > bound-old/unit {
			return false
		}
		grants, heir := c.starving(n)
		next := old + (n-grants)*unit
		if next < unit || next&wokenBit != 0 {
			heir = nil // no permit is left, or the designated waiter wakes the next
		}
		if heir != nil {
			next |= wokenBit
		}
		if !c.word.CompareAndSwap(old, next) {
			continue
		}
		for range grants {
			c.list.wakeFirst(granted)
		}
		if heir != nil {
			c.list.wakeFirst(retry)
		}
		c.tidy()
		return true
	}
}

// starving counts the starved waiters at the head, n at most, and returns the one after them.
func (c *semCore) starving(n int64) (grants int64, next *waiter) {
	next = c.list.head
	for grants < n && next != nil && next.starved() {
		grants, next = grants+1, next.next
	}
	return grants, next
}

// giveSlow is what is left to do after give.
func (c *semCore) giveSlow(old, bound int64, tooMany error) {
	if old&flagBits == 0 { // else give did not try
		backOff(old)
	}
	c.releaseN(1, bound, tooMany)
}

// releaseN is release, after the check of its argument. It panics with ErrReleaseCount, or with tooMany where release refuses.
func (c *semCore) releaseN(n int, bound int64, tooMany error) {
	if n < 1 {
		panic(ErrReleaseCount)
	}
	if !c.release(int64(n), bound) {
		panic(tooMany)
	}
}

// waiters counts the queued waiters and the designated one that has been woken and has not decided yet.
func (c *semCore) waiters() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := c.list.len
	if c.word.Load()&wokenBit != 0 {
		n++
	}
	return n
}
