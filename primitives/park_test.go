package primitives_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// What waits that were given up leave behind: nothing, not even a flag that would send the next caller the long way.
func TestGivingUpLeavesNothing(t *testing.T) {
	var lock primitives.Lock
	lock.Acquire()
	var rlock primitives.RLock
	holder, other := twoOwners()
	rlock.Acquire(holder)
	sem, bounded, fifo := primitives.NewSemaphore(0), primitives.NewBoundedSemaphore(0), primitives.NewFIFOSemaphore(0)
	var event primitives.Event
	nothing := func() {}
	for _, c := range []struct {
		name    string
		timeout func(d time.Duration) bool
		context func(ctx context.Context) error
		release func()
		idle    func() bool
	}{
		{"lock", lock.AcquireTimeout, lock.AcquireContext, lock.Release, lock.Idle},
		{
			"rlock",
			func(d time.Duration) bool { return rlock.AcquireTimeout(other, d) },
			func(ctx context.Context) error { return rlock.AcquireContext(ctx, other) },
			func() { rlock.Release(holder) }, rlock.Idle,
		},
		{"semaphore", sem.AcquireTimeout, sem.AcquireContext, nothing, sem.Idle},
		{"bounded-semaphore", bounded.AcquireTimeout, bounded.AcquireContext, nothing, bounded.Idle},
		{"fifo-semaphore", fifo.AcquireTimeout, fifo.AcquireContext, nothing, fifo.Idle},
		{"event", event.WaitTimeout, event.WaitContext, nothing, event.Idle},
	} {
		bubble(t, c.name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
			defer cancel()
			require.False(t, c.timeout(time.Second))
			require.ErrorIs(t, c.context(ctx), context.DeadlineExceeded)
			c.release()
			require.True(t, c.idle())
		})
	}
}

// A waiter that has been used in one bubble serves in another, and outside: no channel goes with it, and no timer that is not its
// wait's own.
func TestWaitersBetweenBubbles(t *testing.T) {
	use := func() {
		var l primitives.Lock
		l.Acquire()
		done := make(chan bool)
		for range 4 {
			go func() {
				won := l.AcquireTimeout(time.Hour)
				if won {
					l.Release()
				}
				done <- won
			}()
		}
		for l.Waiters() < 4 {
			time.Sleep(time.Millisecond)
		}
		l.Release()
		for range 4 {
			if !<-done {
				panic("not acquired")
			}
		}
		l.Acquire()
		began := time.Now()
		if l.AcquireTimeout(time.Millisecond) || time.Since(began) < time.Millisecond {
			panic("a wait ended too early")
		}
	}
	for range 3 {
		synctest.Test(t, func(*testing.T) { use() })
		use()
	}
}

// What tells that a wait is in a bubble: a timer made outside would never go off in one.
func TestRealTime(t *testing.T) {
	const year = 365 * 24 * time.Hour
	require.True(t, primitives.RealTime(), "outside")
	for _, slept := range []time.Duration{0, time.Hour, 20 * year, 60 * year, 290 * year} {
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(slept)
			require.False(t, primitives.RealTime(), "after %v in a bubble", slept)
		})
	}
}
