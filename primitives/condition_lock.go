package primitives

import (
	"context"
	"time"
)

// A ConditionLock is a lock that [NewCondition] takes: a [*Lock] or a [*RLock]. Any other goes to [NewConditionOver].
type ConditionLock interface {
	// acquireFor and releaseFor are Condition.Acquire and Condition.Release.
	acquireFor(t *Thread)
	releaseFor(t *Thread)
	// tryFor, timeoutFor and contextFor are the Condition's other ways of acquiring.
	tryFor(t *Thread) bool
	timeoutFor(t *Thread, d time.Duration) bool
	contextFor(ctx context.Context, t *Thread) error
	// heldBy reports whether t may wait and notify.
	heldBy(t *Thread) bool
	// holds returns how often its holder, which is the caller, must release it.
	holds() int
	// leave frees the lock however often its holder must release it; false if it was not held. Python: _release_save, with holds.
	leave() bool
	// restore takes the lock back at that depth, waiting without a limit, and leaves the GIL alone. Python:
	// _acquire_restore.
	restore(t *Thread, depth int)
}

func (l *Lock) acquireFor(t *Thread) {
	if t == nil {
		l.Acquire()
		return
	}
	t.Acquire(l)
}

func (l *Lock) releaseFor(*Thread) { l.Release() }

// heldBy reports whether the lock is held: a Lock has no owner. So does Python.
func (l *Lock) heldBy(*Thread) bool { return l.Locked() }

func (l *Lock) holds() int { return 1 }

func (l *Lock) leave() bool {
	return l.core.word.CompareAndSwap(lockTag, 0) || l.core.releaseSlow(lockTag)
}

func (l *Lock) restore(*Thread, int) { l.Acquire() }

func (l *RLock) acquireFor(t *Thread)  { l.Acquire(t) }
func (l *RLock) releaseFor(t *Thread)  { l.Release(t) }
func (l *RLock) heldBy(t *Thread) bool { return l.IsOwned(t) }

func (l *RLock) holds() int { return l.depth }

func (l *RLock) leave() bool {
	tag := l.owner.tag() // the holder's
	l.depth = 0
	return l.core.word.CompareAndSwap(tag, 0) || l.core.releaseSlow(tag)
}

func (l *RLock) restore(t *Thread, depth int) {
	if tag := t.tag(); !l.core.tryAcquire(tag) {
		l.core.acquireSlow(tag)
	}
	l.own(t, depth)
}
