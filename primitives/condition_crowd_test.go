package primitives_test

import (
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// Waiters are notified in the order of their arrival, whether they have a limit or not, and whichever of them have given up meanwhile.
func TestConditionOrderWithAndWithoutLimits(t *testing.T) {
	forever := func(c *primitives.Condition, th *primitives.Thread) bool { c.Wait(th); return true }
	within := func(d time.Duration) func(*primitives.Condition, *primitives.Thread) bool {
		return func(c *primitives.Condition, th *primitives.Thread) bool { return c.WaitTimeout(th, d) }
	}
	forEachCondition(t, func(t *testing.T, cond *primitives.Condition) {
		notifier, _ := twoOwners()
		woken := make(chan int, 16)
		arrive := func(name int, wait func(*primitives.Condition, *primitives.Thread) bool) {
			th, _ := twoOwners()
			go func() {
				cond.Acquire(th)
				defer cond.Release(th)
				if wait(cond, th) {
					woken <- name
				}
			}()
			synctest.Wait()
		}
		notify := func(want ...int) {
			t.Helper()
			for _, name := range want {
				cond.Acquire(notifier)
				cond.Notify(notifier, 1)
				cond.Release(notifier)
				require.Equal(t, []int{name}, drain(woken))
			}
		}
		arrive(1, forever)
		arrive(2, forever)
		arrive(3, within(time.Hour))
		arrive(4, forever)
		arrive(5, within(time.Second))
		arrive(6, forever)
		notify(1)
		time.Sleep(time.Minute) // 5 gives up
		require.Equal(t, 4, cond.Waiters())
		arrive(7, forever)
		notify(2, 3, 4, 6)
		arrive(8, forever)
		arrive(9, within(time.Second))
		notify(7, 8)
		time.Sleep(time.Minute)
		arrive(10, forever)
		arrive(11, forever)
		notify(10)
		cond.Acquire(notifier)
		cond.Notify(notifier, 5)
		cond.Notify(notifier, 1)
		cond.Release(notifier)
		require.Equal(t, []int{11}, drain(woken))
		require.Zero(t, cond.Waiters())
	})
}

// A goroutine that does not hold the Lock may notify while its holder begins to wait. No waiter is woken and counted still, or the
// other way round. Small, for the explorer: chance hardly ever meets the moment between a waiter's place and its count.
func TestConditionNotifiedByAnother(t *testing.T) {
	for name, notify := range map[string]func(*primitives.Condition){
		"one": func(c *primitives.Condition) { c.Notify(nil, 1) },
		"all": func(c *primitives.Condition) { c.NotifyAll(nil) },
	} {
		t.Run(name, func(t *testing.T) {
			var l primitives.Lock
			var begun, closed int
			cond := primitives.NewCondition(&l)
			var all sync.WaitGroup
			for range 2 {
				all.Go(func() {
					l.Acquire()
					defer l.Release()
					if closed > 0 {
						return
					}
					begun++
					cond.Wait(nil)
					begun--
				})
			}
			all.Go(func() {
				defer func() {
					if p := recover(); p != nil && p != any(primitives.ErrNotifyUnacquired) {
						panic(p)
					}
				}()
				notify(cond)
			})
			l.Acquire()
			closed++
			cond.Notify(nil, begun)
			l.Release()
			all.Wait()
			require.Zero(t, cond.Waiters())
		})
	}
}

// A stubborn lock refuses to be unlocked once, in the middle of a wait.
type stubborn struct {
	sync.Mutex
	refuses bool
}

var errStubborn = errors.New("not now")

func (s *stubborn) Unlock() {
	if s.refuses {
		s.refuses = false
		panic(errStubborn)
	}
	s.Mutex.Unlock()
}

// A wait whose lock cannot be released is no wait, but its place stays and takes one notification, as in Python.
func TestConditionWaitThatCannotBegin(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var lock stubborn
		cond := primitives.NewConditionOver(&lock)
		lock.Lock()
		lock.refuses = true
		require.PanicsWithValue(t, errStubborn, func() { cond.Wait(nil) })
		lock.Unlock()
		woken := queue(cond, 2)
		for want := range 3 {
			lock.Lock()
			cond.Notify(nil, 1)
			lock.Unlock()
			synctest.Wait()
			require.Len(t, woken, want)
		}
		require.Zero(t, cond.Waiters())
	})
}
