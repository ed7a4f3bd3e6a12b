package primitives_test

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

var _ sync.Locker = (*primitives.Lock)(nil)

func TestLockMisuse(t *testing.T) {
	var l primitives.Lock
	release := func() {
		requireMisuse(t, primitives.ErrRuntime, primitives.ErrReleaseUnlocked, "release unlocked lock", l.Release)
	}
	release()
	l.Acquire()
	l.Release()
	release()
	require.True(t, l.TryAcquire(), "unusable after misuse")
	l.Release()
}

// Releasing twice must not free the lock of the next owner's waiters: with a waiter queued too, only one release counts.
func TestLockReleasedTwiceAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l primitives.Lock
		l.Acquire()
		l.Release()
		l.Acquire()
		go func() { l.Acquire() }()
		synctest.Wait()
		l.Release()
		synctest.Wait() // the waiter has it
		require.True(t, l.Locked())
		l.Release() // any goroutine may
		requireMisuse(t, primitives.ErrRuntime, primitives.ErrReleaseUnlocked, "release unlocked lock", l.Release)
	})
}

func TestLockLocked(t *testing.T) {
	var l primitives.Lock
	require.False(t, l.Locked())
	l.Acquire()
	require.True(t, l.Locked())
	l.Release()
	require.False(t, l.Locked())
}

// A Lock has no owner: the same goroutine waits for itself, and another can release it.
func TestLockHasNoOwner(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l primitives.Lock
		again := false
		go func() {
			l.Acquire()
			l.Acquire()
			again = true
		}()
		synctest.Wait()
		require.False(t, again)
		require.Equal(t, 1, l.Waiters())
		l.Release()
		synctest.Wait()
		require.True(t, again)
		l.Release()
	})
}

// bpo-11618: a timeout changes nothing.
func TestLockStateAfterTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l primitives.Lock
		l.Acquire()
		require.False(t, l.AcquireTimeout(10*time.Millisecond))
		require.True(t, l.Locked())
		l.Release()
		require.False(t, l.Locked())
		require.True(t, l.TryAcquire())
	})
}

func TestLockAsLocker(t *testing.T) {
	var l primitives.Lock
	l.Lock()
	require.False(t, l.TryLock())
	l.Unlock()
	require.True(t, l.TryLock())
	l.Unlock()
}
