package primitives_test

import (
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// Goroutines that are no threads take the shortest way through a Condition over a Lock. The other tests give each caller a Thread.

// bareWaiter waits without a limit, and sends its name once it has its lock back; others wait with one.
func bareWaiter(c *primitives.Condition, name int, limit time.Duration, woken chan<- int) {
	go func() {
		c.Acquire(nil)
		defer c.Release(nil)
		if limit == 0 {
			c.Wait(nil)
		} else if !c.WaitTimeout(nil, limit) {
			return
		}
		woken <- name
	}()
	synctest.Wait()
}

// Notify wakes as many as it says, the longest waiting first, with a limit or without.
func TestConditionBareOrder(t *testing.T) {
	for _, tt := range []struct {
		notify []int // one Notify each
		limits []time.Duration
		want   []int
	}{
		{[]int{0}, []time.Duration{0, 0}, nil},
		{[]int{-1}, []time.Duration{0, time.Hour}, nil},
		{[]int{1}, []time.Duration{0, 0, 0}, []int{0}},
		{[]int{2}, []time.Duration{0, 0, 0}, []int{0, 1}},
		{[]int{1, 1}, []time.Duration{0, 0, 0}, []int{0, 1}},
		{[]int{9}, []time.Duration{0, 0, 0}, []int{0, 1, 2}},
		{[]int{1}, []time.Duration{time.Hour, 0}, []int{0}},
		{[]int{2}, []time.Duration{time.Hour, 0, time.Hour}, []int{0, 1}},
		{[]int{3}, []time.Duration{0, time.Hour, time.Hour, 0, 0}, []int{0, 1, 2}},
		{[]int{4}, []time.Duration{0, time.Hour, 0, time.Hour, 0}, []int{0, 1, 2, 3}},
		{[]int{9}, []time.Duration{0, time.Hour, 0}, []int{0, 1, 2}},
	} {
		synctest.Test(t, func(t *testing.T) {
			var lock primitives.Lock
			c := primitives.NewCondition(&lock)
			for range 3 { // the crowd closes and opens again
				woken := make(chan int, len(tt.limits))
				for name, limit := range tt.limits {
					bareWaiter(c, name, limit, woken)
				}
				require.Equal(t, len(tt.limits), c.Waiters())
				c.Acquire(nil)
				for _, n := range tt.notify {
					c.Notify(nil, n)
				}
				require.Empty(t, drain(woken), "returned while the notifier has the lock")
				c.Release(nil)
				require.ElementsMatch(t, tt.want, drain(woken), "%+v", tt)
				require.Equal(t, len(tt.limits)-len(tt.want), c.Waiters())
				c.Acquire(nil)
				c.NotifyAll(nil)
				c.Release(nil)
				require.Len(t, drain(woken), len(tt.limits)-len(tt.want))
				require.True(t, lock.Idle())
			}
		})
	}
}

// A wait of a bare goroutine has the lock again when it returns, and the lock only once: of the waiters that NotifyAll wakes, one at a
// time goes on.
func TestConditionBareTakesLockBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lock primitives.Lock
		c := primitives.NewCondition(&lock)
		inside := 0
		for range 4 {
			go func() {
				c.Acquire(nil)
				c.Wait(nil)
				inside++
				time.Sleep(time.Second)
				if inside != 1 || !lock.Locked() {
					t.Error("returned without the lock")
				}
				inside--
				c.Release(nil)
			}()
		}
		synctest.Wait()
		c.Acquire(nil)
		c.NotifyAll(nil)
		c.Release(nil)
		time.Sleep(time.Minute)
		require.True(t, lock.Idle())
	})
}

// A wait hands its lock to a goroutine that waits for the lock itself.
func TestConditionWaitFreesLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lock primitives.Lock
		c := primitives.NewCondition(&lock)
		lock.Acquire()
		go func() {
			lock.Acquire()
			defer lock.Release()
			c.Notify(nil, 1)
		}()
		synctest.Wait()
		require.Equal(t, 1, lock.Waiters())
		c.Wait(nil)
		lock.Release()
	})
}

// Misuse by a bare goroutine panics and changes nothing: neither the lock nor the queue.
func TestConditionBareMisuse(t *testing.T) {
	never := func() bool { return false }
	for _, tt := range []struct {
		name string
		do   func(c *primitives.Condition)
		want error
	}{
		{"wait", func(c *primitives.Condition) { c.Wait(nil) }, primitives.ErrWaitUnacquired},
		{"wait with timeout", func(c *primitives.Condition) { c.WaitTimeout(nil, time.Second) }, primitives.ErrWaitUnacquired},
		{"wait for", func(c *primitives.Condition) { c.WaitFor(nil, never) }, primitives.ErrWaitUnacquired},
		{"notify", func(c *primitives.Condition) { c.Notify(nil, 1) }, primitives.ErrNotifyUnacquired},
		{"notify none", func(c *primitives.Condition) { c.Notify(nil, 0) }, primitives.ErrNotifyUnacquired},
		{"notify all", func(c *primitives.Condition) { c.NotifyAll(nil) }, primitives.ErrNotifyUnacquired},
		{"release", func(c *primitives.Condition) { c.Release(nil) }, primitives.ErrReleaseUnlocked},
	} {
		bubble(t, tt.name, func(t *testing.T) {
			var lock primitives.Lock
			c := primitives.NewCondition(&lock)
			unchanged := func(waiters int) {
				require.PanicsWithValue(t, tt.want, func() { tt.do(c) })
				require.True(t, lock.Idle())
				require.Equal(t, waiters, c.Waiters())
			}
			unchanged(0) // none has waited yet
			woken := queueBare(c, 2)
			unchanged(2)
			c.Acquire(nil)
			c.NotifyAll(nil)
			c.Release(nil)
			require.Len(t, drain(woken), 2)
		})
	}
}

func queueBare(c *primitives.Condition, n int) <-chan int {
	woken := make(chan int, n)
	for name := range n {
		bareWaiter(c, name, 0, woken)
	}
	return woken
}

// Of the goroutines that release one hold at the same time one succeeds, and the others panic.
func TestConditionReleasedOnce(t *testing.T) {
	var lock primitives.Lock
	c := primitives.NewCondition(&lock)
	for range 500 {
		c.Acquire(nil)
		var refused [2]any
		var all sync.WaitGroup
		for i := range refused {
			all.Go(func() {
				defer func() { refused[i] = recover() }()
				c.Release(nil)
			})
		}
		all.Wait()
		require.ElementsMatch(t, []any{nil, primitives.ErrReleaseUnlocked}, refused[:])
		require.True(t, lock.Idle())
	}
}

// The waiter must be counted before another can have its lock: two goroutines that wake each other in turn would both sleep.
func TestConditionBarePingPong(t *testing.T) {
	const turns = 5000
	var lock primitives.Lock
	turn := 0
	sides := [2]*primitives.Condition{primitives.NewCondition(&lock), primitives.NewCondition(&lock)}
	var both sync.WaitGroup
	for me := range sides {
		both.Go(func() {
			for range turns {
				for !lock.TryAcquire() { // the lock is taken as soon as the other's wait releases it
					runtime.Gosched()
				}
				for turn != me {
					sides[me].Wait(nil)
				}
				turn = 1 - me
				sides[1-me].Notify(nil, 1)
				lock.Release()
			}
		})
	}
	both.Wait()
}

// A notification happens before the return of the wait that it ends, even if another goroutine holds the lock meanwhile, whose release
// orders nothing of the notifier's. The race detector asks: without the edge the two accesses race.
func TestConditionNotificationEdge(t *testing.T) {
	for name, wait := range map[string]func(*primitives.Condition){
		"wait":        func(c *primitives.Condition) { c.Wait(nil) },
		"with thread": func(c *primitives.Condition) { th, _ := twoOwners(); c.Wait(th) },
		"with GIL": func(c *primitives.Condition) {
			th := primitives.NewInterpreter().Attach("")
			defer th.Detach()
			c.Wait(th)
		},
		"with limit": func(c *primitives.Condition) { c.WaitTimeout(nil, time.Hour) },
	} {
		for _, notify := range []func(*primitives.Condition){
			func(c *primitives.Condition) { c.Notify(nil, 1) },
			func(c *primitives.Condition) { c.NotifyAll(nil) },
		} {
			bubble(t, name, func(t *testing.T) {
				var lock primitives.Lock
				c := primitives.NewCondition(&lock)
				written := 0
				go func() {
					lock.Acquire()
					wait(c)
					if written != 1 {
						t.Error("returned before the notification")
					}
					lock.Release()
				}()
				synctest.Wait()
				lock.Acquire()
				go func() { // does not hold the lock
					written = 1
					notify(c)
				}()
				time.Sleep(time.Second) // orders nothing, unlike synctest.Wait
				lock.Release()
			})
		}
	}
}

// A thread releases its GIL for a wait also where bare goroutines have waited before it.
func TestConditionThreadBesideBare(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lock primitives.Lock
		c, in := primitives.NewCondition(&lock), primitives.NewInterpreter()
		woken := queueBare(c, 1)
		go func() {
			th := in.Attach("")
			defer th.Detach()
			lock.Acquire()
			c.Wait(th)
			lock.Release()
		}()
		synctest.Wait()
		in.Attach("").Detach() // needs the GIL
		c.Acquire(nil)
		c.NotifyAll(nil)
		c.Release(nil)
		require.Len(t, drain(woken), 1)
	})
}
