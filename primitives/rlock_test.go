package primitives_test

import (
	"context"
	"runtime"
	"testing"
	"testing/synctest"
	"time"
	"weak"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// twoOwners returns two threads that need no GIL and are never started: two identities.
func twoOwners() (a, b *primitives.Thread) {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	return in.NewThread(nil), in.NewThread(nil)
}

// Python's private _release_save, which a condition's wait makes, frees a lock of any depth, and only for its owner.
func TestReleaseSave(t *testing.T) {
	a, b := twoOwners()
	var l primitives.RLock
	for name, releaseSave := range map[string]func(*primitives.Thread) bool{
		"rlock": l.ReleaseSave, "condition": primitives.NewCondition(&l).ReleaseSave,
	} {
		t.Run(name, func(t *testing.T) {
			require.False(t, releaseSave(a))
			for range 3 {
				l.Acquire(a)
			}
			require.False(t, releaseSave(b), "CPython's does release another's")
			require.Equal(t, 3, l.RecursionCount(a))
			require.True(t, releaseSave(a))
			require.False(t, l.Locked())
			require.False(t, releaseSave(a))
		})
	}
}

func TestRLockMisuse(t *testing.T) {
	a, b := twoOwners()
	for _, c := range []struct {
		name  string
		owner *primitives.Thread
		depth int
	}{
		{"free", nil, 0},
		{"another's", b, 1},
		{"another's, nested", b, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			var l primitives.RLock
			for range c.depth {
				l.Acquire(c.owner)
			}
			requireMisuse(t, primitives.ErrRuntime, primitives.ErrReleaseUnacquired, "cannot release un-acquired lock",
				func() { l.Release(a) })
			for i := range c.depth {
				require.Equal(t, c.depth-i, l.RecursionCount(c.owner), "the other's hold was touched")
				l.Release(c.owner)
			}
			require.True(t, l.TryAcquire(a), "unusable after misuse")
			l.Release(a)
			requireMisuse(t, primitives.ErrRuntime, primitives.ErrReleaseUnacquired, "cannot release un-acquired lock",
				func() { l.Release(a) })
		})
	}
}

func TestRLockNeedsThread(t *testing.T) {
	var l primitives.RLock
	for _, use := range []func(){
		func() { l.Acquire(nil) },
		func() { l.TryAcquire(nil) },
		func() { l.AcquireTimeout(nil, 0) },
		func() { _ = l.AcquireContext(t.Context(), nil) },
		func() { l.Release(nil) },
		func() { l.IsOwned(nil) },
		func() { l.RecursionCount(nil) },
	} {
		requireMisuse(t, primitives.ErrRuntime, primitives.ErrNoThread, "thread.__init__() not called", use)
		require.False(t, l.Locked())
	}
}

// Every way in again succeeds at once for the owner and counts, and none for another.
func TestRLockReentry(t *testing.T) {
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	for _, c := range []struct {
		name  string
		again func(l *primitives.RLock, t *primitives.Thread) bool
	}{
		{"try", (*primitives.RLock).TryAcquire},
		{"timeout zero", func(l *primitives.RLock, t *primitives.Thread) bool { return l.AcquireTimeout(t, 0) }},
		{"timeout", func(l *primitives.RLock, t *primitives.Thread) bool { return l.AcquireTimeout(t, time.Second) }},
		{"context", func(l *primitives.RLock, t *primitives.Thread) bool {
			return l.AcquireContext(cancelled, t) == nil
		}},
	} {
		bubble(t, c.name, func(t *testing.T) {
			a, b := twoOwners()
			var l primitives.RLock
			l.Acquire(a)
			require.True(t, c.again(&l, a))
			require.False(t, c.again(&l, b))
			require.Equal(t, 2, l.RecursionCount(a))
			require.Zero(t, l.RecursionCount(b))
			l.Release(a)
			require.False(t, c.again(&l, b), "freed too early")
			l.Release(a)
			require.True(t, c.again(&l, b))
			l.Release(b)
		})
	}
}

func TestRLockOwnership(t *testing.T) {
	a, b := twoOwners()
	var l primitives.RLock
	check := func(countA, countB int) {
		t.Helper()
		require.Equal(t, countA, l.RecursionCount(a))
		require.Equal(t, countB, l.RecursionCount(b))
		require.Equal(t, countA > 0, l.IsOwned(a))
		require.Equal(t, countB > 0, l.IsOwned(b))
		require.Equal(t, countA+countB > 0, l.Locked())
	}
	check(0, 0)
	l.Acquire(a)
	check(1, 0)
	l.Acquire(a)
	l.Acquire(a)
	check(3, 0)
	l.Release(a)
	check(2, 0)
	l.Release(a)
	l.Release(a)
	check(0, 0)
	l.Acquire(b)
	check(0, 1)
	l.Release(b)
}

// Re-entry works with a waiter queued too, and only the last release serves the queue.
func TestRLockReentryWithWaiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, b := twoOwners()
		var l primitives.RLock
		l.Acquire(a)
		got := false
		go func() {
			l.Acquire(b)
			got = true
			l.Release(b)
		}()
		synctest.Wait()
		require.Equal(t, 1, l.Waiters())
		l.Acquire(a)
		l.Release(a)
		synctest.Wait()
		require.False(t, got)
		l.Release(a)
		synctest.Wait()
		require.True(t, got)
	})
}

// A contended acquire by a thread of an interpreter gives way to the thread that holds the lock.
func TestRLockDropsGIL(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		var l primitives.RLock
		var order []string
		require.NoError(t, in.Run(func(main *primitives.Thread) error {
			l.Acquire(main)
			other := start(t, main.NewThread(func(th *primitives.Thread) error {
				l.Acquire(th)
				order = append(order, "other")
				l.Release(th)
				return nil
			}))
			for l.Waiters() == 0 {
				main.Sleep(time.Millisecond)
			}
			order = append(order, "main")
			l.Release(main)
			return other.Join(main)
		}))
		require.Equal(t, []string{"main", "other"}, order)
	})
}

// The owner's identity is its Thread's address: a held lock keeps the Thread from the collector, or another could be made in its
// place and own the lock.
func TestRLockKeepsOwner(t *testing.T) {
	for _, wait := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			in := primitives.NewInterpreter(primitives.WithoutGIL())
			l := new(primitives.RLock)
			forgotten := func() weak.Pointer[primitives.Thread] {
				th := in.NewThread(nil)
				l.Acquire(th)
				if wait {
					primitives.NewCondition(l).WaitTimeout(th, time.Second)
				}
				return weak.Make(th)
			}()
			runtime.GC()
			require.NotNil(t, forgotten.Value())
			require.Equal(t, 1, l.RecursionCount(forgotten.Value()))
		})
	}
}
