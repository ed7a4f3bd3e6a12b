package primitives

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// A Condition is Python's threading.Condition: a lock, and a queue of threads that hold the lock and wait for a change of what
// it protects. The zero value is built over an [RLock] of its own; [NewCondition] builds one over a given lock, which several
// conditions may share. A Condition must not be copied after first use.
//
// Every call takes its caller as an argument; over a [*Lock] it may be nil, if the caller is no Thread or holds no GIL, and over an
// [RLock] a nil one panics with [ErrNoThread]. A thread releases its GIL while it waits. The longest waiter is notified first; the
// lock decides in which order notified waiters get it.
//
// A notification is not remembered: it wakes present waiters only. So wait in a loop that tests the protected state, as WaitFor
// does: a bare Wait misses a change made before it, and one that a third goroutine has undone since.
//
// In the terms of the Go memory model, a notification happens before the return of the wait it ends; so does, as of any lock,
// each release of the condition's lock before the waiter takes it back.
//
// One deviation from CPython: there, a waiter whose time is up stays in the queue until it has its lock back, and a
// notification in that window is lost on it. Here a wait ends by its time or by a notification, never by both: a notification
// goes to a waiter that returns true for it.
type Condition struct {
	given ConditionLock // nil: own
	plain *Lock         // given, if it is a Lock: the fast ways then need no call through an interface
	word  *uint64       // that of plain, or nil
	own   RLock
	crowd conditionCrowd
	mu    sync.Mutex
	queue waitQueue // after the crowd
}

// NewCondition returns a condition over l, a *Lock or a *RLock; nil stands for an RLock of its own. Python:
// threading.Condition(l).
func NewCondition(l ConditionLock) *Condition {
	c := &Condition{given: l}
	if plain, ok := l.(*Lock); ok {
		c.plain, c.word = plain, &plain.core.word.bits
	}
	c.readyCrowd()
	c.crowd.state = crowdOpen
	return c
}

// NewConditionOver returns a condition over any lock, such as a *sync.Mutex, or over what [RLock.For] returns, which is one over
// that RLock. The callers of Wait and Notify must hold l. If l has a TryLock they check, as CPython does, that any goroutine
// holds it; without one they do not check. A thread waits for l without the GIL only inside
// Acquire and Wait. Python: threading.Condition(l), for a lock of one's own.
func NewConditionOver(l sync.Locker) *Condition {
	switch l := l.(type) {
	case *Lock:
		return NewCondition(l)
	case ownedRLock:
		return NewCondition(l.lock)
	}
	return NewCondition(lockerLock{l})
}

func (c *Condition) lock() ConditionLock {
	if c.given != nil {
		return c.given
	}
	return &c.own
}

// Acquire acquires the condition's lock for t. Python: condition.acquire(). Cost: that of the lock; may park.
func (c *Condition) Acquire(t *Thread) {
	// lockWord.take, without a call, so that this is inlined. Release has lockWord.free.
	if c.word == nil || atomic.LoadUint64(c.word) != 0 || !atomic.CompareAndSwapUint64(c.word, 0, lockTag) {
		c.acquire(t)
	}
}

//go:noinline
func (c *Condition) acquire(t *Thread) { c.lock().acquireFor(t) }

// Release releases the condition's lock, and panics as that lock does if it is not held. Python: condition.release().
// Cost: that of the lock.
func (c *Condition) Release(t *Thread) {
	if c.word == nil || atomic.LoadUint64(c.word) != lockTag || !atomic.CompareAndSwapUint64(c.word, lockTag, 0) {
		c.release(t)
	}
}

//go:noinline
func (c *Condition) release(t *Thread) { c.lock().releaseFor(t) }

// Wait releases the lock, however often t has acquired it, waits for a notification, and takes the lock back as often. If the
// lock is not held it panics with [ErrWaitUnacquired]. It never returns without a notification. Over a *Lock, which has no
// owner, it is enough that the lock is held by any goroutine; the wait then releases that hold. If another goroutine releases
// that hold just as Wait begins, Wait panics, and a later notification may be lost on it, as in Python. Python: condition.wait().
// Cost: a mutex; always parks.
func (c *Condition) Wait(t *Thread) {
	// The usual wait is written out: each call between here and the sleep costs some 15 ns: see waitQueue.join.
	if plain := c.plain; plain != nil && t == nil && plain.Locked() && c.crowd.open() {
		c.crowd.half().cond.Wait()
		c.crowd.seen()
		plain.Acquire()
		return
	}
	c.waitSlow(t)
}

// WaitTimeout is Wait, for a notification within d, and reports whether there was one. It takes the lock back in any case,
// however long that takes. If d is zero or negative it only releases the lock and takes it back. Python: condition.wait(d).
// Cost: a mutex and a timer; parks.
func (c *Condition) WaitTimeout(t *Thread, d time.Duration) bool { return c.wait(t, within(d)) }

// WaitContext is Wait until ctx is done at most. It returns nil or ctx.Err(), with the lock taken back in any case.
// Cost: a mutex and a function after ctx; parks.
func (c *Condition) WaitContext(ctx context.Context, t *Thread) error {
	if !c.wait(t, until(ctx)) {
		return ctx.Err()
	}
	return nil
}

// WaitFor waits until pred is true. pred runs with the lock held: once before any wait, then after each notification. If it
// is true at once, the lock is not released and, as in Python, need not be held. If pred panics or ends its goroutine, the lock
// stays held. Python: condition.wait_for(pred). Cost: free, but for pred, if it is true at once; may park.
func (c *Condition) WaitFor(t *Thread, pred func() bool) {
	for !pred() {
		c.Wait(t)
	}
}

// WaitForTimeout is WaitFor for d at most in all, from the first wait on, and reports what pred returned last. Python:
// condition.wait_for(pred, d). Cost: free, but for pred, if it is true at once; may park.
func (c *Condition) WaitForTimeout(t *Thread, pred func() bool, d time.Duration) bool {
	if pred() {
		return true
	}
	deadline := time.Now().Add(d)
	for c.wait(t, within(d)) {
		if pred() {
			return true
		}
		if d = time.Until(deadline); d <= 0 {
			return false
		}
	}
	return pred()
}

// WaitForContext is WaitFor until ctx is done at most. It returns nil if pred was true in the end, else ctx.Err().
// Cost: free, but for pred, if it is true at once; may park.
func (c *Condition) WaitForContext(ctx context.Context, t *Thread, pred func() bool) error {
	for !pred() {
		if !c.wait(t, until(ctx)) {
			if pred() {
				return nil
			}
			return ctx.Err()
		}
	}
	return nil
}

// Notify wakes the n waiters that have waited longest, or all if there are fewer; zero or less wakes none. Notify
// keeps the lock: their waits return once the caller has released it. If the lock is not held it panics with [ErrNotifyUnacquired]. Over
// a *Lock, which has no owner, it is enough that the lock is held by any goroutine. Python: condition.notify(n).
// Cost: a mutex.
func (c *Condition) Notify(t *Thread, n int) {
	if c.plain == nil || !c.plain.Locked() { // without a call where that is usual
		c.mustHold(t)
	}
	c.crowd.tell()
	for ; n > 0; n-- {
		half := c.crowd.leader()
		if half == nil {
			c.notifyQueue(n)
			return
		}
		half.cond.Signal()
	}
}

// NotifyAll wakes every waiter. It panics as Notify does. Python: condition.notify_all(). Cost: a mutex.
func (c *Condition) NotifyAll(t *Thread) {
	c.mustHold(t)
	c.crowd.wakeAll()
	if c.crowd.closed() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.queue.wakeAll()
	}
}

// Waiters counts the threads that wait for a notification. A thread that has one and waits for the lock is the lock's waiter.
// Cost: a mutex.
func (c *Condition) Waiters() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.crowd.len() + c.queue.len()
}

// notifyQueue wakes the n of the queue that have waited longest.
func (c *Condition) notifyQueue(n int) {
	if c.crowd.closed() {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.queue.wake(n)
	}
}

func (c *Condition) mustHold(t *Thread) {
	if c.lock().depthFor(t) == 0 {
		panic(ErrNotifyUnacquired)
	}
}

// waitSlow is apart so that the frame of Wait has no room for a limit: the frames of many waiters compete for the cache.
//
//go:noinline
func (c *Condition) waitSlow(t *Thread) { c.wait(t, limit{}) }

// wait reports whether a notification ended it. It takes the lock back first, and the GIL second.
func (c *Condition) wait(t *Thread, lim limit) bool {
	lock := c.lock()
	depth := lock.depthFor(t)
	if depth == 0 {
		panic(ErrWaitUnacquired)
	}
	heldGIL, notified := t.dropGIL(), true
	if !heldGIL && !lim.bounded() && c.admits() {
		c.crowd.half().cond.Wait()
		c.crowd.seen()
	} else if w, held := c.enqueue(lock, lim); !held {
		t.retakeGIL(heldGIL)
		panic(ErrWaitUnacquired)
	} else if w != nil {
		notified = w.park(lim) == granted
		w.free()
	} else if lim.bounded() {
		notified = false // the limit has passed
	} else {
		c.queue.crowd.Wait()
		c.queue.seen()
	}
	lock.restore(t, depth)
	t.retakeGIL(heldGIL)
	return notified
}
