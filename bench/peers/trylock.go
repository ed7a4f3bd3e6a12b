package peers

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/subchen/go-trylock/v2"
)

// patience is how long a tryLock waits before it looks again by itself.
const patience = 5 * time.Millisecond

// A tryLock is a github.com/subchen/go-trylock; as a [Locker] its write lock.
//
// It can miss a release: a caller that finds it locked fetches the channel to wait on afterwards, and if the release
// came in between, it waits for the next one, which never comes if no other goroutine uses the lock any more. So the adapter
// never waits longer than [patience] at a time; waits that overlap share the context that ends them.
type tryLock struct {
	mu  trylock.TryLocker
	end atomic.Pointer[context.Context]
}

func newTryLock() *tryLock {
	l := &tryLock{mu: trylock.New()}
	l.end.Store(new(soon(context.Background())))
	return l
}

// soon returns a context that ends after patience. It needs no cancel: its timer is all that holds it.
func soon(ctx context.Context) context.Context {
	ctx, cancel := context.WithTimeout(ctx, patience)
	_ = context.AfterFunc(ctx, cancel)
	return ctx
}

func (l *tryLock) TryAcquire() bool {
	//lint:ignore SA1012 go-trylock takes nil for "do not wait"
	return l.mu.TryLock(nil)
}

func (l *tryLock) Release() { l.mu.Unlock() }

func (l *tryLock) Acquire() {
	for !l.TryAcquire() {
		end := l.end.Load()
		if (*end).Err() != nil {
			l.end.CompareAndSwap(end, new(soon(context.Background())))
			continue
		}
		if l.mu.TryLock(*end) {
			return
		}
	}
}

func (l *tryLock) AcquireTimeout(d time.Duration) bool {
	if l.TryAcquire() {
		return true
	}
	for begin := time.Now(); ; {
		left := d - time.Since(begin)
		if left <= 0 {
			return false
		}
		if l.mu.TryLockTimeout(min(left, patience)) {
			return true
		}
	}
}
