package primitives

import "sync"

// Idle reports that nothing is left of any use: no holder, no waiter, no flag.
func (l *Lock) Idle() bool { return l.core.idle() }

// Idle is Lock.Idle.
func (l *RLock) Idle() bool { return l.core.idle() && l.depth == 0 }

func (c *lockCore) idle() bool { return c.word.Load() == 0 && c.list == waitList{} }

// Idle reports that nothing but permits is left of any use.
func (s *Semaphore) Idle() bool { return s.core.idle() }

// Idle is Semaphore.Idle.
func (s *BoundedSemaphore) Idle() bool { return s.core.idle() }

// Idle is Semaphore.Idle.
func (s *FIFOSemaphore) Idle() bool {
	return s.word.Load()&flagBits == 0 && s.queue.empty() && s.saved == 0
}

func (c *semCore) idle() bool { return c.word.Load()&flagBits == 0 && c.list == waitList{} }

// Idle reports that nothing but the flag is left of any use.
func (e *Event) Idle() bool {
	return e.word.Load()&^eventSet == 0 && e.queue.empty()
}

// WakeSleepers wakes the sleeping parties as the end of the round before may, which wakes without the mutex.
func (b *Barrier) WakeSleepers() { b.sleepers.Broadcast() }

// RealTime reports whether a wait that begins now may use a timer that was made outside the bubbles of testing/synctest.
func RealTime() bool { return realTime(age()) }

// Threads counts the threads that have a value.
func (l *Local[T]) Threads() int { return len(l.key.Load().threads) }

// ReleaseSave is Python's _release_save; false if t does not hold the lock.
func (l *RLock) ReleaseSave(t *Thread) bool {
	return l.depthFor(t) > 0 && l.leave()
}

// ReleaseSave is RLock.ReleaseSave of the condition's lock.
func (c *Condition) ReleaseSave(t *Thread) bool {
	lock := c.lock()
	return lock.depthFor(t) > 0 && lock.leave()
}

// A StarvedQueue is a held lock whose waiters have starved and do not run, so that each release's choice can be read.
type StarvedQueue struct {
	core  lockCore
	woken *waiter // the designated one
}

// NewStarvedQueue returns a held lock with that many waiters.
func NewStarvedQueue(waiters int) *StarvedQueue {
	q := new(StarvedQueue)
	q.core.tryAcquire(lockTag)
	q.Add(waiters)
	return q
}

// Add adds waiters to the queue of the held lock.
func (q *StarvedQueue) Add(waiters int) {
	for range waiters {
		w := newWaiter(new(sync.Mutex))
		w.tag, w.since = lockTag, age()-2*fairAfter
		q.core.list.pushBack(w)
	}
	q.core.claim(lockTag, 0) // sets parkedBit
}

// Release releases the lock and takes it at once where it is free. It says what the release did: it handed the lock over to the
// head, woke the head, or freed the lock for others, with waiters or without.
func (q *StarvedQueue) Release() string {
	head, before := q.core.list.head, q.core.list.len
	if !q.core.releaseSlow(lockTag) {
		return "not held"
	}
	switch {
	case q.core.owner() != 0:
		return "hand"
	case q.core.list.len < before:
		q.woken = head
		q.core.tryAcquire(lockTag)
		return "woken"
	case before == 0:
		return "empty"
	}
	q.core.tryAcquire(lockTag)
	return "free"
}

// Lose runs the designated waiter, if there is one: it finds the lock taken, and is the head again.
func (q *StarvedQueue) Lose() {
	if q.woken != nil && !q.core.claim(lockTag, wokenBit) {
		q.core.list.pushFront(q.woken)
		q.woken = nil
	}
}

// GiveUp has the time of every waiter in the queue pass.
func (q *StarvedQueue) GiveUp() {
	for q.core.list.head != nil {
		q.core.list.remove(q.core.list.head)
	}
	q.core.tidy()
}

// Bare reports whether the lock is held and its word says nothing else, so that a release needs no more than a compare-and-swap.
func (q *StarvedQueue) Bare() bool { return q.core.word.Load() == lockTag }
