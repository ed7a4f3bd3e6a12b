package primitives

import (
	"context"
	"time"
)

// lockTag is the owner that every held Lock has: a Lock records no owner.
const lockTag = 1 << tagShift

// A Lock is Python's threading.Lock: locked or not, without an owner. Any goroutine may release it, and a goroutine that
// acquires it twice waits for itself. The zero value is an unlocked Lock. A Lock must not be copied after first use.
//
// In the terms of the Go memory model, the n'th Release happens before the m'th acquisition returns, for any n < m, whichever
// of the methods acquired it. A failed attempt orders nothing.
//
// A Lock keeps no order among its waiters, as Python's does not: a release wakes the oldest waiter, but a running goroutine may
// take the lock first. No waiter starves: one that has waited for more than a millisecond is handed the lock by one of the next
// releases, a few later if another waiter has just been handed it. The algorithm is that of CPython's PyMutex (Python/lock.c), which
// hands over at each such release.
//
// A Lock does not release the GIL. A [Thread] that may have to wait acquires it with [Thread.Acquire], which releases the GIL
// first; a bare blocking Acquire by a thread that holds the GIL stops every thread of its interpreter.
type Lock struct {
	core lockCore
}

// Acquire takes the lock, and waits for it without a limit. Python: lock.acquire(). Cost: a CAS; may park.
func (l *Lock) Acquire() {
	if !l.core.word.take(lockTag) {
		l.acquireSlow()
	}
}

// TryAcquire takes the lock if it is free and reports whether it did. It never waits. Python: lock.acquire(blocking=False).
// Cost: a CAS.
func (l *Lock) TryAcquire() bool {
	return l.core.tryAcquire(lockTag)
}

// AcquireTimeout takes the lock, waiting at most d, and reports whether it did. A free lock is taken at once whatever d is;
// if d is zero or negative it does not wait. Python: lock.acquire(timeout=d), which refuses a negative timeout.
// Cost: a CAS; may park.
func (l *Lock) AcquireTimeout(d time.Duration) bool {
	return l.core.word.take(lockTag) || l.acquireTimeout(d)
}

// AcquireContext takes the lock, waiting until ctx is done at most, and returns nil or ctx.Err(). A free lock is taken even
// if ctx is done already. Python has no such call. Cost: a CAS; may park.
func (l *Lock) AcquireContext(ctx context.Context) error {
	if l.core.word.CompareAndSwap(0, lockTag) {
		return nil
	}
	return l.acquireContext(ctx)
}

// Release frees the lock and lets one waiter proceed. Releasing a lock that is not locked panics with [ErrReleaseUnlocked]
// and changes nothing. Python: lock.release(). Cost: a CAS; wakes a waiter under a mutex.
func (l *Lock) Release() {
	if !l.core.word.free(lockTag) {
		l.releaseSlow()
	}
}

// Locked reports whether the lock is held. The answer may be out of date when the call returns. Python: lock.locked().
// Cost: free.
func (l *Lock) Locked() bool { return l.core.owner() != 0 }

// Waiters counts the goroutines that wait for the lock now. Cost: a mutex.
func (l *Lock) Waiters() int { return l.core.waiters() }

// Lock is Acquire: with Unlock it makes a *Lock a [sync.Locker]. Cost: a CAS; may park.
func (l *Lock) Lock() { l.Acquire() }

// Unlock is Release. Cost: a CAS; wakes a waiter under a mutex.
func (l *Lock) Unlock() { l.Release() }

// TryLock is TryAcquire. Cost: a CAS.
func (l *Lock) TryLock() bool { return l.TryAcquire() }

// What is left where the lock is not free, or has waiters: apart, so that what comes before it is inlined.

//go:noinline
func (l *Lock) acquireSlow() {
	if !l.core.tryAcquire(lockTag) {
		l.core.acquire(lockTag, limit{})
	}
}

//go:noinline
func (l *Lock) acquireTimeout(d time.Duration) bool {
	return l.core.tryAcquire(lockTag) || d > 0 && l.core.acquire(lockTag, within(d))
}

//go:noinline
func (l *Lock) acquireContext(ctx context.Context) error {
	if l.core.tryAcquire(lockTag) {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !l.core.acquire(lockTag, until(ctx)) {
		return ctx.Err()
	}
	return nil
}

//go:noinline
func (l *Lock) releaseSlow() {
	if !l.core.releaseSlow(lockTag) {
		panic(ErrReleaseUnlocked)
	}
}
