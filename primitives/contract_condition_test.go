package primitives_test

import (
	"context"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// Every way of waiting lets go of the lock whatever its depth, so that another has it meanwhile, and brings it back at that depth.
func TestConditionLetsGoInEveryWay(t *testing.T) {
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	type cond = primitives.Condition
	for _, c := range []struct {
		name   string
		notify bool
		wait   func(c *cond, th *primitives.Thread, ready func() bool) bool
		want   bool
	}{
		{"wait", true, func(c *cond, th *primitives.Thread, _ func() bool) bool { c.Wait(th); return true }, true},
		{"timeout", true, func(c *cond, th *primitives.Thread, _ func() bool) bool {
			return c.WaitTimeout(th, time.Hour)
		}, true},
		{"timeout over", false, func(c *cond, th *primitives.Thread, _ func() bool) bool {
			return c.WaitTimeout(th, time.Second)
		}, false},
		{"no time", true, func(c *cond, th *primitives.Thread, _ func() bool) bool { return c.WaitTimeout(th, 0) }, false},
		{"less than no time", true, func(c *cond, th *primitives.Thread, _ func() bool) bool {
			return c.WaitTimeout(th, -1)
		}, false},
		{"context", true, func(c *cond, th *primitives.Thread, _ func() bool) bool {
			return c.WaitContext(context.Background(), th) == nil
		}, true},
		{"context over", false, func(c *cond, th *primitives.Thread, _ func() bool) bool {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			return c.WaitContext(ctx, th) == nil
		}, false},
		{"context done", true, func(c *cond, th *primitives.Thread, _ func() bool) bool {
			return c.WaitContext(cancelled, th) == nil
		}, false},
		{"predicate", true, func(c *cond, th *primitives.Thread, ready func() bool) bool {
			c.WaitFor(th, ready)
			return true
		}, true},
		{"predicate, no time", false, func(c *cond, th *primitives.Thread, ready func() bool) bool {
			return c.WaitForTimeout(th, ready, 0)
		}, true}, // it is asked again after the lock has been away
		{"predicate, context done", false, func(c *cond, th *primitives.Thread, ready func() bool) bool {
			return c.WaitForContext(cancelled, th, ready) == nil
		}, true},
	} {
		bubble(t, c.name, func(t *testing.T) {
			waiter, other := twoOwners()
			var l primitives.RLock
			cond := primitives.NewCondition(&l)
			for range 3 {
				l.Acquire(waiter)
			}
			passed := false
			go func() {
				l.Acquire(other)
				passed = true
				if c.notify {
					cond.NotifyAll(other)
				}
				l.Release(other)
			}()
			time.Sleep(10 * time.Millisecond) // the other is overdue: it is handed the lock
			require.False(t, passed)
			got := c.wait(cond, waiter, func() bool { require.True(t, l.IsOwned(waiter)); return passed })
			require.True(t, passed, "the lock was not let go")
			require.Equal(t, c.want, got)
			require.Equal(t, 3, l.RecursionCount(waiter))
			require.Zero(t, cond.Waiters())
		})
	}
}

// A predicate that is true at once does not cost its caller the lock, though a waiter for it has starved.
func TestConditionWaitForKeepsLock(t *testing.T) {
	forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
		th, other := twoOwners()
		cond.Acquire(th)
		passed := false
		go func() {
			cond.Acquire(other)
			passed = true
			cond.Release(other)
		}()
		time.Sleep(10 * time.Millisecond)
		cond.WaitFor(th, func() bool { return true })
		require.True(t, cond.WaitForTimeout(th, func() bool { return true }, time.Hour))
		require.False(t, passed)
		cond.Release(th)
	})
}

// Q2: the first waiter's time is up while another thread holds the lock, so it cannot return. A notification in that time is the second
// one's; one that came before stays the first one's.
func TestConditionLateWaiterSwallowsNothing(t *testing.T) {
	waits := map[string]func(c *primitives.Condition, th *primitives.Thread) bool{
		"timeout": func(c *primitives.Condition, th *primitives.Thread) bool { return c.WaitTimeout(th, time.Second) },
		"context": func(c *primitives.Condition, th *primitives.Thread) bool {
			ctx, cancel := context.WithTimeout(context.Background(), time.Second)
			defer cancel()
			return c.WaitContext(ctx, th) == nil
		},
	}
	waitForEver := func(c *primitives.Condition, th *primitives.Thread) bool { c.Wait(th); return true }
	type end struct {
		th       *primitives.Thread
		notified bool
	}
	for name, wait := range waits {
		for _, c := range []struct {
			name   string
			notify time.Duration
			first  bool
		}{
			{"notified too late", 2 * time.Second, false},
			{"notified in time", 900 * time.Millisecond, true},
		} {
			t.Run(name+"/"+c.name, func(t *testing.T) {
				forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
					first, holder := twoOwners()
					second, _ := twoOwners()
					ends := make(chan end, 2)
					for _, w := range []struct {
						th   *primitives.Thread
						wait func(c *primitives.Condition, th *primitives.Thread) bool
					}{{first, wait}, {second, waitForEver}} {
						go func() {
							cond.Acquire(w.th)
							defer cond.Release(w.th)
							ends <- end{w.th, w.wait(cond, w.th)}
						}()
						synctest.Wait()
					}
					time.Sleep(800 * time.Millisecond)
					cond.Acquire(holder)
					time.Sleep(c.notify - 800*time.Millisecond)
					cond.Notify(holder, 1)
					time.Sleep(time.Minute)
					cond.Release(holder)
					synctest.Wait()
					if c.first {
						require.Len(t, ends, 1, "one notification, two waiters")
						require.Equal(t, 1, cond.Waiters())
						cond.Acquire(holder)
						cond.Notify(holder, 1)
						cond.Release(holder)
					}
					require.ElementsMatch(t, []end{{first, c.first}, {second, true}}, []end{<-ends, <-ends})
				})
			})
		}
	}
}

// A waiter whose context is cancelled is out of the queue at once, and the next notification goes to the oldest of the others.
func TestConditionCancelledWaiterLeavesNoTrace(t *testing.T) {
	for quitter, oldest := range []int{1, 0, 0} {
		forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
			ctx, cancel := context.WithCancel(t.Context())
			errs := make([]error, 3)
			var order []int
			for i := range errs {
				th, _ := twoOwners()
				use := t.Context()
				if i == quitter {
					use = ctx
				}
				go func() {
					cond.Acquire(th)
					defer cond.Release(th)
					errs[i] = cond.WaitContext(use, th)
					order = append(order, i)
				}()
				synctest.Wait()
			}
			cancel()
			synctest.Wait()
			require.Equal(t, context.Canceled, errs[quitter])
			require.Equal(t, 2, cond.Waiters())
			notifier, _ := twoOwners()
			for _, n := range []int{1, 2} {
				cond.Acquire(notifier)
				cond.Notify(notifier, n)
				cond.Release(notifier)
				synctest.Wait()
			}
			require.Equal(t, []int{quitter, oldest}, order[:2])
			require.Zero(t, cond.Waiters())
		})
	}
}

// Several conditions share a lock, and each wakes its own.
func TestConditionsShareLock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l primitives.RLock
		full, empty := primitives.NewCondition(&l), primitives.NewCondition(&l)
		a, b := queue(full, 2), queue(empty, 2)
		th, _ := twoOwners()
		for _, c := range []*primitives.Condition{full, empty} {
			l.Acquire(th)
			c.NotifyAll(th)
			l.Release(th)
			if c == full {
				require.Len(t, drain(a), 2)
				require.Empty(t, drain(b))
			}
		}
		require.Len(t, drain(b), 2)
	})
}

// NotifyAll wakes the present waiters. A later wait blocks.
func TestConditionNotifyAllIsForThoseWhoWait(t *testing.T) {
	forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
		th, _ := twoOwners()
		early := queue(cond, 3)
		cond.Acquire(th)
		cond.NotifyAll(th)
		cond.Release(th)
		late := queue(cond, 2)
		require.Len(t, drain(early), 3)
		require.Empty(t, drain(late))
		require.Equal(t, 2, cond.Waiters())
		cond.Acquire(th)
		cond.NotifyAll(th)
		cond.Release(th)
		require.Len(t, drain(late), 2)
	})
}

// Q1: a Lock has no owner, so a wait by a goroutine that does not hold it releases another's hold.
func TestConditionWaitReleasesAnothers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var l primitives.Lock
		cond := primitives.NewCondition(&l)
		l.Acquire() // the other
		got := make(chan bool)
		go func() { got <- cond.WaitTimeout(nil, time.Second) }()
		synctest.Wait()
		require.True(t, l.TryAcquire())
		l.Release()
		require.False(t, <-got)
		l.Release() // what the waiter has taken back
		requireMisuse(t, primitives.ErrRuntime, primitives.ErrReleaseUnlocked, "release unlocked lock", l.Release)
	})
}

// However a waiter is torn out of WaitFor, it has its lock, for its deferred Release, and is in no queue.
func TestConditionWaiterTornOut(t *testing.T) {
	for name, leave := range map[string]func(){"panic": func() { panic(errTest) }, "exit": runtime.Goexit} {
		t.Run(name, func(t *testing.T) {
			for waits := range 2 {
				forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
					th, notifier := twoOwners()
					var caught any
					ended := make(chan struct{})
					go func() {
						defer close(ended)
						defer func() { caught = recover() }()
						cond.Acquire(th)
						defer cond.Release(th)
						asked := 0
						cond.WaitFor(th, func() bool {
							if asked++; asked > waits {
								leave()
							}
							return false
						})
					}()
					synctest.Wait()
					if waits > 0 {
						require.Equal(t, 1, cond.Waiters())
						cond.Acquire(notifier)
						cond.Notify(notifier, 1)
						cond.Release(notifier)
					}
					<-ended
					require.Equal(t, name == "panic", caught == any(errTest))
					require.Zero(t, cond.Waiters())
					require.True(t, cond.TryAcquire(notifier), "the lock was not released")
				})
			}
		})
	}
}

// A daemon that waits when its interpreter is finalised ends once it is notified, and its deferred calls find the lock held.
func TestDaemonLeavesCondition(t *testing.T) {
	for _, kind := range conditions {
		t.Run(kind.name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				cond := kind.make()
				var daemon *primitives.Thread
				returned := false
				require.NoError(t, in.Run(func(main *primitives.Thread) error {
					daemon = start(t, main.NewThread(func(th *primitives.Thread) error {
						cond.Acquire(th)
						defer cond.Release(th)
						cond.Wait(th)
						returned = true
						return nil
					}, primitives.WithDaemon(true)))
					main.Sleep(time.Second)
					return nil
				}))
				require.Equal(t, 1, cond.Waiters())
				notifier, _ := twoOwners()
				cond.Acquire(notifier)
				cond.NotifyAll(notifier)
				cond.Release(notifier)
				synctest.Wait()
				require.False(t, daemon.IsAlive())
				require.False(t, returned)
				require.True(t, cond.TryAcquire(notifier), "the lock was not released")
			})
		})
	}
}
