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
	// depthFor returns how often t must release the lock to free it: 0 if t may not wait and notify.
	depthFor(t *Thread) int
	// leave frees the lock of a caller that may wait, whatever its depth; false if it is held no more. Python: _release_save.
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

// depthFor is 1 if the lock is held, by whichever goroutine: a Lock has no owner. Python does the same.
func (l *Lock) depthFor(*Thread) int {
	if l.Locked() {
		return 1
	}
	return 0
}

func (l *Lock) leave() bool {
	return l.core.word.free(lockTag) || l.core.releaseSlow(lockTag)
}

func (l *Lock) restore(*Thread, int) { l.Acquire() }

func (l *RLock) acquireFor(t *Thread)   { l.Acquire(t) }
func (l *RLock) releaseFor(t *Thread)   { l.Release(t) }
func (l *RLock) depthFor(t *Thread) int { return l.RecursionCount(t) }

func (l *RLock) leave() bool {
	tag := l.owner.tag() // the holder's
	l.depth = 0
	return l.core.word.free(tag) || l.core.releaseSlow(tag)
}

func (l *RLock) restore(t *Thread, depth int) {
	if tag := t.tag(); !l.core.tryAcquire(tag) {
		l.core.acquire(tag, limit{})
	}
	l.own(t, depth)
}
