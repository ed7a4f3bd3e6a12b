package primitives

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// A lockerLock is any sync.Locker under a Condition.
type lockerLock struct{ l sync.Locker }

type tryLocker interface{ TryLock() bool }

func (l lockerLock) acquireFor(t *Thread) {
	if t.holdsGIL() && l.tryLock() {
		return
	}
	t.acquiring(func() bool { l.l.Lock(); return true }, l.l.Unlock)
}

func (l lockerLock) tryLock() bool {
	try, ok := l.l.(tryLocker)
	return ok && try.TryLock()
}

func (l lockerLock) releaseFor(*Thread) { l.l.Unlock() }

func (l lockerLock) tryFor(*Thread) bool {
	try, ok := l.l.(tryLocker)
	if !ok {
		panic(ErrNoTryLock)
	}
	return try.TryLock()
}

func (l lockerLock) timeoutFor(*Thread, time.Duration) bool { panic(ErrNoTimedLock) }

func (l lockerLock) contextFor(context.Context, *Thread) error { panic(ErrNoTimedLock) }

// depthFor is CPython's Condition._is_owned for a lock that has none: what can be locked is not held.
func (l lockerLock) depthFor(*Thread) int {
	if l.tryLock() {
		l.l.Unlock()
		return 0
	}
	return 1
}

func (l lockerLock) leave() bool {
	l.l.Unlock()
	return true
}

func (l lockerLock) restore(*Thread, int) { l.l.Lock() }

func (l lockerLock) String() string { return fmt.Sprintf("<%T at %p>", l.l, l.l) }
