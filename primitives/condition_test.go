package primitives_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// conditions makes a condition over each kind of lock, and says what its Release finds wrong with a lock that is not held.
var conditions = []struct {
	name     string
	make     func() *primitives.Condition
	released error
}{
	{"zero", func() *primitives.Condition { return new(primitives.Condition) }, primitives.ErrReleaseUnacquired},
	{"own", func() *primitives.Condition { return primitives.NewCondition(nil) }, primitives.ErrReleaseUnacquired},
	{"rlock", func() *primitives.Condition {
		return primitives.NewCondition(new(primitives.RLock))
	}, primitives.ErrReleaseUnacquired},
	{"lock", func() *primitives.Condition {
		return primitives.NewCondition(new(primitives.Lock))
	}, primitives.ErrReleaseUnlocked},
}

func forEachCondition(t *testing.T, f func(t *testing.T, c *primitives.Condition)) {
	t.Helper()
	for _, kind := range conditions {
		bubble(t, kind.name, func(t *testing.T) { f(t, kind.make()) })
	}
}

func TestConditionMisuse(t *testing.T) {
	for _, kind := range conditions {
		for _, c := range []struct {
			name string
			do   func(c *primitives.Condition, t *primitives.Thread)
			want error
			text string
		}{
			{"wait", (*primitives.Condition).Wait, primitives.ErrWaitUnacquired, "cannot wait on un-acquired lock"},
			{"wait with timeout", func(c *primitives.Condition, t *primitives.Thread) {
				c.WaitTimeout(t, time.Second)
			}, primitives.ErrWaitUnacquired, "cannot wait on un-acquired lock"},
			{"wait for", func(c *primitives.Condition, t *primitives.Thread) {
				c.WaitFor(t, func() bool { return false })
			}, primitives.ErrWaitUnacquired, "cannot wait on un-acquired lock"},
			{"notify", func(c *primitives.Condition, t *primitives.Thread) {
				c.Notify(t, 1)
			}, primitives.ErrNotifyUnacquired, "cannot notify on un-acquired lock"},
			{"notify nobody", func(c *primitives.Condition, t *primitives.Thread) {
				c.Notify(t, 0)
			}, primitives.ErrNotifyUnacquired, "cannot notify on un-acquired lock"},
			{
				"notify all", (*primitives.Condition).NotifyAll,
				primitives.ErrNotifyUnacquired, "cannot notify on un-acquired lock",
			},
			{"release", (*primitives.Condition).Release, kind.released, kind.released.Error()},
		} {
			bubble(t, kind.name+"/"+c.name, func(t *testing.T) {
				th, _ := twoOwners()
				cond := kind.make()
				requireMisuse(t, primitives.ErrRuntime, c.want, c.text, func() { c.do(cond, th) })
				cond.Acquire(th)
				require.False(t, cond.WaitTimeout(th, time.Second))
				cond.Release(th)
				requireMisuse(t, primitives.ErrRuntime, c.want, c.text, func() { c.do(cond, th) })
			})
		}
	}
}

// Over an RLock the lock must be the caller's; over a Lock, which has no owner, it is enough that it is held.
func TestConditionHeldByAnother(t *testing.T) {
	a, b := twoOwners()
	over := primitives.NewCondition(new(primitives.RLock))
	over.Acquire(a)
	requireMisuse(t, primitives.ErrRuntime, primitives.ErrNotifyUnacquired, "cannot notify on un-acquired lock",
		func() { over.NotifyAll(b) })
	var l primitives.Lock
	l.Acquire()
	primitives.NewCondition(&l).NotifyAll(nil)
}

// Over a Lock the callers need be no threads.
func TestConditionWithoutThreads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := primitives.NewCondition(new(primitives.Lock))
		ready := false
		go func() {
			c.Acquire(nil)
			ready = true
			c.Notify(nil, 1)
			c.Release(nil)
		}()
		c.Acquire(nil)
		c.WaitFor(nil, func() bool { return ready })
		require.False(t, c.WaitTimeout(nil, time.Second))
		c.Release(nil)
	})
}

// Q3: a predicate that is true at once needs no lock.
func TestConditionWaitForNeedsNoLock(t *testing.T) {
	forEachCondition(t, func(t *testing.T, c *primitives.Condition) {
		th, _ := twoOwners()
		c.WaitFor(th, func() bool { return true })
	})
}

// queue has n threads wait one after the other; each sends its number when it is notified.
func queue(c *primitives.Condition, n int) <-chan int {
	in := primitives.NewInterpreter(primitives.WithoutGIL())
	woken := make(chan int, n)
	for i := range n {
		th := in.NewThread(nil)
		go func() {
			c.Acquire(th)
			c.Wait(th)
			woken <- i
			c.Release(th)
		}()
		synctest.Wait()
	}
	return woken
}

func drain(woken <-chan int) (got []int) {
	synctest.Wait()
	for {
		select {
		case i := <-woken:
			got = append(got, i)
		default:
			return got
		}
	}
}

// Notifications wake exactly as many as they say, the longest waiting first, once the lock is released, and are not
// remembered. They return in the order in which they get the lock.
func TestConditionNotify(t *testing.T) {
	for _, c := range []struct {
		name   string
		notify func(c *primitives.Condition, t *primitives.Thread)
		want   []int
	}{
		{"one", func(c *primitives.Condition, t *primitives.Thread) { c.Notify(t, 1) }, []int{0}},
		{"three", func(c *primitives.Condition, t *primitives.Thread) { c.Notify(t, 3) }, []int{0, 1, 2}},
		{"more than there are", func(c *primitives.Condition, t *primitives.Thread) {
			c.Notify(t, 9)
		}, []int{0, 1, 2, 3, 4}},
		{"all", (*primitives.Condition).NotifyAll, []int{0, 1, 2, 3, 4}},
		{"none", func(c *primitives.Condition, t *primitives.Thread) { c.Notify(t, 0) }, nil},
		{"less than none", func(c *primitives.Condition, t *primitives.Thread) { c.Notify(t, -1) }, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
				notifier, _ := twoOwners()
				cond.Acquire(notifier)
				c.notify(cond, notifier) // no waiter: the notification is lost
				cond.Release(notifier)
				woken := queue(cond, 5)
				require.Equal(t, 5, cond.Waiters())
				cond.Acquire(notifier)
				c.notify(cond, notifier)
				require.Empty(t, drain(woken), "returned while the notifier has the lock")
				cond.Release(notifier)
				require.ElementsMatch(t, c.want, drain(woken))
				require.Equal(t, 5-len(c.want), cond.Waiters())
				cond.Acquire(notifier)
				cond.NotifyAll(notifier)
				cond.Release(notifier)
				require.Len(t, drain(woken), 5-len(c.want))
			})
		})
	}
}

func TestConditionWaitLimits(t *testing.T) {
	const never = time.Duration(-1)
	timeout := func(d time.Duration) func(*primitives.Condition, *primitives.Thread) bool {
		return func(c *primitives.Condition, t *primitives.Thread) bool { return c.WaitTimeout(t, d) }
	}
	within := func(d time.Duration) func(*primitives.Condition, *primitives.Thread) bool {
		return func(c *primitives.Condition, t *primitives.Thread) bool {
			ctx, cancel := context.WithTimeout(context.Background(), d)
			defer cancel()
			return c.WaitContext(ctx, t) == nil
		}
	}
	for _, c := range []struct {
		name   string
		notify time.Duration
		wait   func(c *primitives.Condition, t *primitives.Thread) bool
		want   bool
		after  time.Duration
	}{
		{"timeout", never, timeout(time.Second), false, time.Second},
		{"timeout, notified", time.Second, timeout(2 * time.Second), true, time.Second},
		{"timeout, notified too late", 2 * time.Second, timeout(time.Second), false, time.Second},
		{"timeout zero", never, timeout(0), false, 0},
		{"timeout negative", never, timeout(-1), false, 0},
		{"context", never, within(time.Second), false, time.Second},
		{"context, notified", time.Second, within(2 * time.Second), true, time.Second},
		{"context done", never, within(-1), false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
				waiter, notifier := twoOwners()
				done := make(chan struct{})
				go func() {
					defer close(done)
					if c.notify < 0 {
						return
					}
					time.Sleep(c.notify)
					cond.Acquire(notifier)
					cond.Notify(notifier, 1)
					cond.Release(notifier)
				}()
				cond.Acquire(waiter)
				start := time.Now()
				require.Equal(t, c.want, c.wait(cond, waiter))
				require.Equal(t, c.after, time.Since(start))
				require.Zero(t, cond.Waiters())
				cond.Release(waiter) // it has the lock back
				<-done
			})
		})
	}
}

// Wait lets go of the lock at any depth, and takes it back at the same.
func TestConditionRestoresDepth(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		waiter, notifier := twoOwners()
		var l primitives.RLock
		c := primitives.NewCondition(&l)
		go func() {
			time.Sleep(time.Second)
			l.Acquire(notifier)
			c.NotifyAll(notifier)
			l.Release(notifier)
		}()
		for range 3 {
			l.Acquire(waiter)
		}
		c.Wait(waiter)
		require.Equal(t, 3, l.RecursionCount(waiter))
		require.False(t, c.WaitTimeout(waiter, 0))
		require.Equal(t, 3, l.RecursionCount(waiter))
	})
}

// One deadline for the whole of WaitForTimeout: three of the four notifications it needs do not prolong it.
func TestConditionWaitFor(t *testing.T) {
	for _, c := range []struct {
		name     string
		notifies int
		limit    time.Duration
		want     bool
		after    time.Duration
	}{
		{"enough", 4, 10 * time.Second, true, 4 * time.Second},
		{"not enough", 3, 3500 * time.Millisecond, false, 3500 * time.Millisecond},
		{"zero", 0, 0, false, 0},
		{"negative", 0, -1, false, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
				waiter, notifier := twoOwners()
				state, calls := 0, 0
				go func() {
					for range c.notifies {
						time.Sleep(time.Second)
						cond.Acquire(notifier)
						state++
						cond.Notify(notifier, 1)
						cond.Release(notifier)
					}
				}()
				cond.Acquire(waiter)
				start := time.Now()
				got := cond.WaitForTimeout(waiter, func() bool { calls++; return state == 4 }, c.limit)
				require.Equal(t, c.want, got)
				require.Equal(t, c.after, time.Since(start))
				if c.limit <= 0 {
					require.Equal(t, 2, calls)
				}
				cond.Release(waiter)
			})
		})
	}
}

func TestConditionWaitForContext(t *testing.T) {
	forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
		th, _ := twoOwners()
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		cond.Acquire(th)
		defer cond.Release(th)
		never := func() bool { return false }
		require.ErrorIs(t, cond.WaitForContext(ctx, th, never), context.DeadlineExceeded)
		require.NoError(t, cond.WaitForContext(ctx, th, func() bool { return true }))
	})
}

// The deviation from CPython: of two waiters, one of which gives up at the instant of the notification, one always has it.
func TestConditionNotificationIsNotSwallowed(t *testing.T) {
	forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
		first, notifier := twoOwners()
		second, _ := twoOwners()
		for range 50 {
			got := make(chan bool, 2)
			for th, limit := range map[*primitives.Thread]time.Duration{first: time.Second, second: time.Hour} {
				go func() {
					cond.Acquire(th)
					notified := cond.WaitTimeout(th, limit)
					cond.Release(th)
					got <- notified
				}()
			}
			time.Sleep(time.Second)
			cond.Acquire(notifier)
			cond.Notify(notifier, 1)
			cond.Release(notifier)
			synctest.Wait()
			if len(got) == 2 {
				first, second := <-got, <-got
				require.NotEqual(t, first, second, "one notification, and not one waiter that has it")
				continue
			}
			require.True(t, <-got)
			cond.Acquire(notifier)
			cond.Notify(notifier, 1)
			cond.Release(notifier)
			require.True(t, <-got)
		}
	})
}
