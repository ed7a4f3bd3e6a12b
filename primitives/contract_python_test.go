package primitives_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// What CPython does and none of its tests asserts, as far as no other test here does.

// A limited is how a call with a limit ended.
type limited struct {
	ok   bool
	took time.Duration
}

// Taking the lock back is not bounded by the wait's timeout.
func TestConditionTakesLockBackHoweverLong(t *testing.T) {
	forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
		waiter, holder := twoOwners()
		cond.Acquire(waiter)
		begun := time.Now()
		got := make(chan limited)
		go func() {
			ok := cond.WaitTimeout(waiter, time.Second)
			got <- limited{ok, time.Since(begun)}
			cond.Release(waiter)
		}()
		synctest.Wait()
		cond.Acquire(holder)
		time.Sleep(time.Minute)
		cond.Release(holder)
		require.Equal(t, limited{false, time.Minute}, <-got)
	})
}

// The lock is taken back before the GIL: with the GIL in hand a waiter would keep the lock's holder from releasing it.
func TestConditionTakesLockBackFirst(t *testing.T) {
	for _, kind := range conditions {
		t.Run(kind.name, func(t *testing.T) {
			inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
				cond := kind.make()
				begun := time.Now()
				var got limited
				start(t, in.NewThread(func(th *primitives.Thread) error {
					cond.Acquire(th)
					defer cond.Release(th)
					ok := cond.WaitTimeout(th, time.Second)
					got = limited{ok, time.Since(begun)}
					return nil
				}))
				synctest.Wait()
				start(t, in.NewThread(func(th *primitives.Thread) error {
					cond.Acquire(th)
					defer cond.Release(th)
					th.Sleep(time.Minute)
					return nil
				}))
				require.NoError(t, in.Shutdown(t.Context()))
				require.Equal(t, limited{false, time.Minute}, got)
			})
		})
	}
}

// A notification without a waiter is not kept for the next wait.
func TestConditionKeepsNoNotification(t *testing.T) {
	forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
		th, _ := twoOwners()
		cond.Acquire(th)
		defer cond.Release(th)
		cond.Notify(th, 3)
		cond.NotifyAll(th)
		require.False(t, cond.WaitTimeout(th, time.Second))
	})
}

// With no time left, WaitForTimeout still asks twice: before it lets go of the lock and after.
func TestConditionWaitForAsksTwice(t *testing.T) {
	for _, limit := range []time.Duration{0, -1} {
		forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
			th, _ := twoOwners()
			cond.Acquire(th)
			defer cond.Release(th)
			asked := 0
			require.False(t, cond.WaitForTimeout(th, func() bool { asked++; return false }, limit))
			require.Equal(t, 2, asked)
		})
	}
}

// The time begins with the first wait, however long the predicate has taken. Once it is up, a notification is good for one more look.
func TestConditionWaitForCountsFromTheWait(t *testing.T) {
	forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
		th, notifier := twoOwners()
		var asked []time.Duration
		cond.Acquire(th)
		defer cond.Release(th)
		begun := time.Now()
		time.AfterFunc(1500*time.Millisecond, func() {
			cond.Acquire(notifier)
			cond.Notify(notifier, 1)
			cond.Release(notifier)
		})
		require.False(t, cond.WaitForTimeout(th, func() bool {
			asked = append(asked, time.Since(begun))
			time.Sleep(time.Second)
			return false
		}, time.Second))
		require.Equal(t, []time.Duration{0, 1500 * time.Millisecond}, asked)
	})
}

// A condition's lock is acquired in every way through the condition. One that gives up leaves nothing, and one that waits lets go
// of the GIL, without which the holder could not go on.
func TestConditionAcquireWays(t *testing.T) {
	ways := map[string]func(c *primitives.Condition, th *primitives.Thread, d time.Duration) bool{
		"timeout": (*primitives.Condition).AcquireTimeout,
		"context": func(c *primitives.Condition, th *primitives.Thread, d time.Duration) bool {
			ctx, cancel := context.WithTimeout(context.Background(), d)
			defer cancel()
			return c.AcquireContext(ctx, th) == nil
		},
	}
	for name, acquire := range ways {
		for _, kind := range conditions {
			t.Run(name+"/"+kind.name, func(t *testing.T) {
				inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
					cond := kind.make()
					var got []limited
					begun := time.Now()
					holder := start(t, in.NewThread(func(th *primitives.Thread) error {
						cond.Acquire(th)
						th.Sleep(time.Minute)
						cond.Release(th)
						return nil
					}))
					synctest.Wait()
					waiter := start(t, in.NewThread(func(th *primitives.Thread) error {
						for _, limit := range []time.Duration{0, time.Second, time.Hour, 0} {
							ok := acquire(cond, th, limit)
							got = append(got, limited{ok, time.Since(begun)})
							if ok {
								cond.Release(th)
							}
						}
						return nil
					}))
					require.NoError(t, holder.Join(nil))
					require.NoError(t, waiter.Join(nil))
					require.Equal(t, []limited{{false, 0}, {false, time.Second}, {true, time.Minute}, {true, time.Minute}}, got)
					th, other := twoOwners()
					require.True(t, cond.TryAcquire(th))
					require.False(t, cond.TryAcquire(other))
					require.True(t, cond.IsOwned(th))
					cond.Release(th)
					require.False(t, cond.IsOwned(th))
				})
			})
		}
	}
}

// Each party's own deadline counts: the first that passes breaks the barrier for all, whichever party arrived first.
func TestBarrierOwnDeadlines(t *testing.T) {
	for _, limits := range [][]time.Duration{{time.Second, time.Hour}, {time.Hour, time.Second}} {
		bubble(t, fmt.Sprint(limits), func(t *testing.T) {
			b := primitives.NewBarrier(3, primitives.WithTimeout(time.Millisecond))
			begun := time.Now()
			ended := make(chan limited, len(limits))
			for _, limit := range limits {
				go func() {
					_, err := b.WaitTimeout(limit)
					ended <- limited{err == nil, time.Since(begun)}
				}()
				synctest.Wait()
			}
			for range limits {
				require.Equal(t, limited{false, time.Second}, <-ended)
			}
			require.True(t, b.Broken())
		})
	}
}

// A party that arrives later, for less time than the first, does not prolong the first one's.
func TestBarrierLaterDeadline(t *testing.T) {
	for _, parties := range []int{3, 20} {
		synctest.Test(t, func(t *testing.T) {
			b := primitives.NewBarrier(parties)
			begun := time.Now()
			first := send(1, func() (int, error) { return b.WaitTimeout(3 * time.Second) })
			time.Sleep(2 * time.Second)
			second := send(1, func() (int, error) { return b.WaitTimeout(2 * time.Second) })
			requireBroken(t, append(receive(1, first), receive(1, second)...))
			require.Equal(t, 3*time.Second, time.Since(begun))
		})
	}
}

// Strings of what others use at the same time.
func TestStrings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter(primitives.WithoutGIL())
		th := in.NewThread(nil)
		var rlock primitives.RLock
		cond := primitives.NewCondition(new(primitives.Lock))
		sem := primitives.NewFIFOSemaphore(2)
		go func() {
			rlock.Acquire(th)
			cond.Acquire(nil)
			sem.Acquire()
			cond.Wait(nil)
			cond.Release(nil)
		}()
		time.Sleep(time.Second)
		require.Equal(t, fmt.Sprintf("<locked primitives.RLock object owner=%p at %p>", th, &rlock), rlock.String())
		require.Regexp(t, `^<Condition\(<unlocked primitives.Lock object at 0x[0-9a-f]+>, 1\)>$`, cond.String())
		require.Regexp(t, `^<primitives.FIFOSemaphore at 0x[0-9a-f]+: value=1>$`, sem.String())
		require.Equal(t, "<_MainThread(MainThread, started 1)>", in.MainThread().String())
		require.Equal(t, "<Timer(Thread-2, initial)>", in.NewTimer(0, nil).String())
		require.Equal(t, "<Thread(, initial)>", new(primitives.Thread).String())
		cond.Acquire(nil)
		cond.NotifyAll(nil)
		cond.Release(nil)
	})
}

func TestSetNameNeedsThread(t *testing.T) {
	requireMisuse(t, primitives.ErrRuntime, primitives.ErrNoThread, "thread.__init__() not called",
		func() { new(primitives.Thread).SetName("x") })
}

// An interpreter that cannot have its GIL in time has called nothing, and does so the next time.
func TestAtexitContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		in := primitives.NewInterpreter()
		calls := 0
		require.NoError(t, in.RegisterAtexit(func(*primitives.Thread) { calls++ }))
		dummy := in.Attach("") // has the GIL
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, in.Shutdown(ctx), context.DeadlineExceeded)
		require.Zero(t, calls)
		dummy.Detach()
		require.NoError(t, in.Shutdown(t.Context()))
		require.Equal(t, 1, calls)
	})
}

// A panic goes through Shutdown, which can be called again for what is left.
func TestAtexitPanics(t *testing.T) {
	inBothModes(t, func(t *testing.T, in *primitives.Interpreter) {
		calls := 0
		require.NoError(t, in.RegisterAtexit(func(*primitives.Thread) { calls++ }))
		require.NoError(t, in.RegisterAtexit(func(*primitives.Thread) { panic(errTest) }))
		require.PanicsWithValue(t, errTest, func() { _ = in.Shutdown(t.Context()) })
		require.Zero(t, calls)
		require.NoError(t, in.Shutdown(t.Context()))
		require.Equal(t, 1, calls)
	})
}

// Without an initialiser the first value is zero; after Delete the initialiser is asked again.
func TestLocalValue(t *testing.T) {
	th, _ := twoOwners()
	var zero primitives.Local[int]
	v, err := zero.Value(th)
	require.NoError(t, err)
	require.Zero(t, v)
	_, ok := zero.Get(th)
	require.True(t, ok)
	calls := 0
	l := primitives.NewLocal(func() (int, error) { calls++; return calls, nil })
	_, ok = l.Get(th)
	require.False(t, ok, "Get asks nobody")
	for want := 1; want <= 2; want++ {
		v, err = l.Value(th)
		require.NoError(t, err)
		require.Equal(t, want, v)
		l.Delete(th)
	}
}
