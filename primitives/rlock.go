package primitives

import (
	"context"
	"sync"
	"time"
)

// An RLock is Python's threading.RLock: a lock with an owner, which may acquire it again and must release it as often. The
// owner is a [*Thread], an argument of every call, because a goroutine has no identity: two goroutines that use one Thread are
// one owner (and race on the lock's fields). The zero value is an unlocked RLock. An RLock must not be copied after first use.
//
// In the terms of the Go memory model, the Release that frees the lock happens before the acquisition by its next owner
// returns. Re-entry orders nothing.
//
// Waiting follows the rules of [Lock]: no order, no starvation. A thread that must wait releases its interpreter's GIL
// meanwhile, and takes it back after it has the lock. A nil Thread panics with [ErrNoThread], in every method that takes
// one. An owner that ends without releasing leaves the lock held for ever, as in Python.
type RLock struct {
	core  lockCore
	owner *Thread // the last owner. Plain, like depth: only the owner uses them. It keeps the tag from being reused
	depth int
}

// Acquire takes the lock for t, or takes it once more if t holds it, which never waits. Python: rlock.acquire().
// Cost: a CAS, or free for its owner; may park.
func (l *RLock) Acquire(t *Thread) {
	// A load before the try: for an owner that re-enters, a failed compare-and-swap costs as much as a successful one.
	tag, word := t.tag(), l.core.word.Load()
	switch {
	case word&^lockBits == tag:
		l.depth++
	case word == 0 && l.core.word.CompareAndSwap(0, tag):
		l.own(t, 1)
	case !l.enter(t):
		l.acquireSlow(t, limit{})
	}
}

// TryAcquire is Acquire without waiting: false if another thread holds the lock. Python: rlock.acquire(blocking=False).
// Cost: a CAS, or free for its owner.
func (l *RLock) TryAcquire(t *Thread) bool { return l.enter(t) }

// AcquireTimeout is Acquire waiting at most d, and reports whether t holds the lock. If d is zero or negative it does not
// wait. Python: rlock.acquire(timeout=d). Cost: a CAS, or free for its owner; may park.
func (l *RLock) AcquireTimeout(t *Thread, d time.Duration) bool {
	return l.enter(t) || d > 0 && l.acquireSlow(t, within(d))
}

// AcquireContext is Acquire waiting until ctx is done at most. It returns nil or ctx.Err(); where it need not wait it succeeds
// even if ctx is done already. Cost: a CAS, or free for its owner; may park.
func (l *RLock) AcquireContext(ctx context.Context, t *Thread) error {
	if l.enter(t) {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if !l.acquireSlow(t, until(ctx)) {
		return ctx.Err()
	}
	return nil
}

// Release undoes one acquisition by t; the last frees the lock and lets one waiter proceed. If t does not hold the lock,
// because the lock is free or another thread holds it, it panics with [ErrReleaseUnacquired] and changes nothing. Python:
// rlock.release(). Cost: a CAS, or free but for the last; wakes a waiter under a mutex.
func (l *RLock) Release(t *Thread) {
	if !l.IsOwned(t) {
		panic(ErrReleaseUnacquired)
	}
	if l.depth > 1 {
		l.depth--
		return
	}
	l.depth = 0
	if tag := t.tag(); !l.core.word.free(tag) {
		l.core.releaseSlow(tag)
	}
}

// RecursionCount returns how often t must still release the lock: 0 if t does not hold it. Python:
// rlock._recursion_count(). Cost: free.
func (l *RLock) RecursionCount(t *Thread) int {
	if !l.IsOwned(t) {
		return 0
	}
	return l.depth
}

// IsOwned reports whether t holds the lock. Python: rlock._is_owned(). Cost: free.
func (l *RLock) IsOwned(t *Thread) bool { return l.core.owner() == t.tag() }

// For returns the lock as t's [sync.Locker], for code that takes one: its Lock is Acquire and its Unlock Release, by t. It panics
// with [ErrNoThread] if t is nil. Cost: an allocation.
func (l *RLock) For(t *Thread) sync.Locker {
	t.tag()
	return ownedRLock{l, t}
}

// An ownedRLock is a lock and the thread that acts on it.
type ownedRLock struct {
	lock *RLock
	t    *Thread
}

func (l ownedRLock) Lock()         { l.lock.Acquire(l.t) }
func (l ownedRLock) Unlock()       { l.lock.Release(l.t) }
func (l ownedRLock) TryLock() bool { return l.lock.TryAcquire(l.t) }

// Locked reports whether any thread holds the lock. The answer may be out of date when the call returns. Cost: free.
func (l *RLock) Locked() bool { return l.core.owner() != 0 }

// Waiters counts the threads that wait for the lock now. Cost: a mutex.
func (l *RLock) Waiters() int { return l.core.waiters() }

// own records t as the owner, after it has taken the lock. The field keeps its value when the lock is freed: most locks are taken
// again by the same thread, and a pointer that does not change costs no write barrier.
func (l *RLock) own(t *Thread, depth int) {
	if l.owner != t {
		l.owner = t
	}
	l.depth = depth
}

// enter takes the lock, or re-enters it, if that needs no waiting.
func (l *RLock) enter(t *Thread) bool {
	tag := t.tag()
	if l.core.owner() == tag {
		l.depth++
		return true
	}
	if l.core.tryAcquire(tag) {
		l.own(t, 1)
		return true
	}
	return false
}

//go:noinline
func (l *RLock) acquireSlow(t *Thread, lim limit) bool {
	return t.acquiring(func() bool {
		if !l.core.acquire(t.tag(), lim) {
			return false
		}
		l.own(t, 1)
		return true
	}, func() { l.Release(t) })
}
