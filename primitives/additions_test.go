package primitives_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

func closed(done <-chan struct{}) bool {
	select {
	case <-done:
		return true
	default:
		return false
	}
}

// Done is closed by Set, stays closed, and is another channel for the next Set.
func TestEventDone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e primitives.Event
		first := e.Done()
		require.False(t, closed(first))
		require.Equal(t, first, e.Done(), "one channel for one Set")
		require.False(t, e.WaitTimeout(time.Second), "a wait that gives up leaves it armed")
		e.Set()
		require.True(t, closed(first))
		require.True(t, closed(e.Done()), "the flag is up")
		e.Set()
		e.Clear()
		require.True(t, closed(first))
		second := e.Done()
		require.False(t, closed(second))
		var seen atomic.Int64
		go func() {
			select {
			case <-second:
				seen.Add(1)
			case <-time.After(time.Hour):
			}
		}()
		go func() { e.Wait(); seen.Add(1) }()
		time.Sleep(time.Second)
		require.Equal(t, 1, e.Waiters())
		e.Set()
		synctest.Wait()
		require.Equal(t, int64(2), seen.Load())
	})
}

// A Set happens before what a receive lets through: the race detector looks on.
func TestEventDoneOrders(t *testing.T) {
	for range 100 {
		var e primitives.Event
		value := 0
		go func() {
			value = 1
			e.Set()
		}()
		<-e.Done()
		require.Equal(t, 1, value)
	}
}

func TestRLockFor(t *testing.T) {
	a, b := twoOwners()
	var lock primitives.RLock
	locker := lock.For(a)
	locker.Lock()
	locker.Lock()
	require.Equal(t, 2, lock.RecursionCount(a))
	require.False(t, lock.TryAcquire(b))
	requireMisuse(t, primitives.ErrRuntime, primitives.ErrReleaseUnacquired, "cannot release un-acquired lock", lock.For(b).Unlock)
	locker.Unlock()
	locker.Unlock()
	require.False(t, lock.Locked())
	requireMisuse(t, primitives.ErrRuntime, primitives.ErrNoThread, "thread.__init__() not called", func() { lock.For(nil) })
}

// plain is a sync.Locker and nothing else.
type plain struct{ sync.Mutex }

func (p *plain) TryLock(int) {} // another method of that name

// A condition over any lock: what it waits for comes, with the lock held again.
func TestConditionOver(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		rlock := new(primitives.RLock)
		waiter := in.NewThread(nil)
		for name, l := range map[string]sync.Locker{
			"Mutex": new(sync.Mutex), "RWMutex": new(sync.RWMutex), "plain": new(plain), "Lock": new(primitives.Lock),
		} {
			cond := primitives.NewConditionOver(l)
			ready, seen := false, false
			th := start(t, in.NewThread(func(th *primitives.Thread) error {
				cond.Acquire(th)
				defer cond.Release(th)
				cond.WaitFor(th, func() bool { return ready })
				require.False(t, cond.WaitTimeout(th, time.Second))
				seen = true
				return nil
			}))
			time.Sleep(time.Second)
			l.Lock()
			ready = true
			cond.NotifyAll(nil)
			l.Unlock() // no sleep before it: what waits for a sync.Mutex stops the bubble's clock
			require.NoError(t, th.Join(nil))
			require.True(t, seen, name)
		}
		cond := primitives.NewConditionOver(rlock.For(waiter))
		cond.Acquire(waiter)
		require.True(t, rlock.IsOwned(waiter))
		require.True(t, cond.AcquireTimeout(waiter, time.Second), "an RLock's")
	})
}

func TestConditionOverMisuse(t *testing.T) {
	cond := primitives.NewConditionOver(new(sync.Mutex))
	requireMisuse(t, primitives.ErrRuntime, primitives.ErrWaitUnacquired, "cannot wait on un-acquired lock", func() { cond.Wait(nil) })
	requireMisuse(t, primitives.ErrRuntime, primitives.ErrNotifyUnacquired, "cannot notify on un-acquired lock", func() { cond.NotifyAll(nil) })
	require.True(t, cond.TryAcquire(nil))
	require.False(t, cond.TryAcquire(nil))
	require.True(t, cond.IsOwned(nil))
	cond.Release(nil)
	require.Regexp(t, `^<Condition\(<\*\w+.Mutex at 0x[0-9a-f]+>, 0\)>$`, cond.String())
	const noLimit = "the lock has no acquire with a limit"
	requireMisuse(t, primitives.ErrType, primitives.ErrNoTimedLock, noLimit, func() { cond.AcquireTimeout(nil, time.Second) })
	requireMisuse(t, primitives.ErrType, primitives.ErrNoTimedLock, noLimit, func() { _ = cond.AcquireContext(t.Context(), nil) })
	requireMisuse(t, primitives.ErrType, primitives.ErrNoTryLock, "the lock has no TryLock",
		func() { primitives.NewConditionOver(new(plain)).TryAcquire(nil) })
}

// A many is a semaphore whose permits are acquired several at a time.
type many interface {
	AcquireN(n int)
	TryAcquireN(n int) bool
	AcquireNTimeout(n int, d time.Duration) bool
	AcquireNContext(ctx context.Context, n int) error
	Acquire()
	TryAcquire() bool
	ReleaseN(n int)
	Value() int
}

func manies() map[string]many {
	return map[string]many{
		"Semaphore": primitives.NewSemaphore(5), "BoundedSemaphore": primitives.NewBoundedSemaphore(5),
		"FIFOSemaphore": primitives.NewFIFOSemaphore(5),
	}
}

func TestAcquireN(t *testing.T) {
	for name, sem := range manies() {
		bubble(t, name, func(t *testing.T) {
			sem.AcquireN(3)
			require.True(t, sem.TryAcquireN(2))
			require.Zero(t, sem.Value())
			require.False(t, sem.TryAcquireN(1))
			sem.ReleaseN(2)
			begun := time.Now()
			require.False(t, sem.AcquireNTimeout(3, 0))
			require.False(t, sem.AcquireNTimeout(3, time.Second), "two are there")
			require.Equal(t, time.Second, time.Since(begun))
			require.Equal(t, 2, sem.Value(), "it gives back what it had")
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			require.ErrorIs(t, sem.AcquireNContext(ctx, 3), context.DeadlineExceeded)
			require.NoError(t, sem.AcquireNContext(ctx, 2), "they are there")
			sem.ReleaseN(5)
			for _, misuse := range []func(){func() { sem.AcquireN(0) }, func() { sem.TryAcquireN(-1) }} {
				requireMisuse(t, primitives.ErrValue, primitives.ErrReleaseCount, "n must be one or more", misuse)
			}
			require.Equal(t, 5, sem.Value())
		})
	}
	requireMisuse(t, primitives.ErrValue, primitives.ErrAcquireCount, "n is more than the semaphore can hold",
		func() { primitives.NewBoundedSemaphore(5).AcquireN(6) })
}

// Small acquisitions that never leave all permits free do not keep a large one out, and two large ones do not wait for each other.
func TestAcquireNAmongOthers(t *testing.T) {
	for name, sem := range manies() {
		bubble(t, name, func(t *testing.T) {
			var stop atomic.Bool
			var rounds atomic.Int64
			var small sync.WaitGroup
			for i := range 5 {
				small.Go(func() {
					time.Sleep(time.Duration(i) * time.Millisecond)
					for !stop.Load() {
						sem.Acquire()
						time.Sleep(4 * time.Millisecond)
						sem.ReleaseN(1)
						rounds.Add(1)
					}
				})
			}
			time.Sleep(time.Second)
			var large sync.WaitGroup
			for range 2 {
				large.Go(func() {
					for range 10 {
						sem.AcquireN(5)
						time.Sleep(time.Millisecond)
						sem.ReleaseN(5)
					}
				})
			}
			large.Wait()
			stop.Store(true)
			small.Wait()
			require.Equal(t, 5, sem.Value())
			require.Positive(t, rounds.Load())
		})
	}
}

// One that gives up while another collects, and one whose time is up with some permits, leave everything as it was.
func TestAcquireNGivesUp(t *testing.T) {
	for name, sem := range manies() {
		bubble(t, name, func(t *testing.T) {
			sem.AcquireN(4)
			got := make(chan bool)
			go func() { got <- sem.AcquireNTimeout(5, time.Hour) }()
			synctest.Wait()
			require.Zero(t, sem.Value(), "collected")
			require.False(t, sem.AcquireNTimeout(2, time.Second), "behind the one that collects")
			sem.ReleaseN(3)
			synctest.Wait()
			require.Zero(t, sem.Value(), "collected")
			require.False(t, <-got)
			require.Equal(t, 4, sem.Value())
			require.True(t, sem.TryAcquireN(4))
			go func() { sem.AcquireN(2); got <- true }()
			synctest.Wait()
			sem.ReleaseN(5)
			require.True(t, <-got)
			require.Equal(t, 3, sem.Value())
		})
	}
}
