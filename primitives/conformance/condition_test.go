package conformance_test

import (
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"threadlab/primitives"
)

// A conditionLike is what ConditionTests needs of a Condition.
type conditionLike interface {
	Acquire(th *primitives.Thread)
	TryAcquire(th *primitives.Thread) bool
	Release(th *primitives.Thread)
	Wait(th *primitives.Thread)
	WaitTimeout(th *primitives.Thread, d time.Duration) bool
	WaitFor(th *primitives.Thread, pred func() bool)
	WaitForTimeout(th *primitives.Thread, pred func() bool, d time.Duration) bool
	Notify(th *primitives.Thread, n int)
	NotifyAll(th *primitives.Thread)
	Waiters() int
}

// A conditionMaker is NewCondition, or a broken one.
type conditionMaker func(l primitives.ConditionLock) conditionLike

func conditionFacts() []fact {
	return conditionFactsOf(func(l primitives.ConditionLock) conditionLike { return primitives.NewCondition(l) })
}

func conditionFactsOf(create conditionMaker) []fact {
	const class = "ConditionTests"
	return []fact{
		{class, "test_acquire", adapted, "the caller is named over the default RLock, and nil over a Lock", create.acquire},
		{class, "test_unacquired_wait", pass, "", func(t tester) {
			c, th := create.own()
			misuse(t, primitives.ErrWaitUnacquired, func() { c.Wait(th) })
		}},
		{class, "test_unacquired_notify", pass, "", func(t tester) {
			c, th := create.own()
			misuse(t, primitives.ErrNotifyUnacquired, func() { c.Notify(th, 1) })
			misuse(t, primitives.ErrNotifyUnacquired, func() { c.NotifyAll(th) })
		}},
		{class, "test_notify", pass, "", func(t tester) {
			c, th := create.own()
			conditionNotify(t, c, th)
			conditionNotify(t, c, th) // a second time on the same one
		}},
		{class, "test_timeout", pass, "", create.timeout},
		{class, "test_waitfor", pass, "", func(t tester) {
			require.Equal(t, limited{true, 40 * time.Millisecond}, create.waitForFour(4, 0))
		}},
		{class, "test_waitfor_timeout", pass, "", func(t tester) {
			require.Equal(t, limited{false, 100 * time.Millisecond}, create.waitForFour(3, 100*time.Millisecond))
		}},
	}
}

// own makes a condition over an RLock of its own, and a caller.
func (create conditionMaker) own() (conditionLike, *primitives.Thread) {
	return create(nil), primitives.NewInterpreter(primitives.WithoutGIL()).NewThread(nil)
}

func (create conditionMaker) acquire(t tester) {
	c, th := create.own()
	c.Acquire(th)
	c.Acquire(th) // the default lock can be entered again
	c.Release(th)
	c.Release(th)

	lock := new(primitives.Lock)
	c = create(lock)
	c.Acquire(nil)
	require.False(t, lock.TryAcquire())
	c.Release(nil)
	require.True(t, lock.TryAcquire())
	require.False(t, c.TryAcquire(nil))
	lock.Release()
	func() {
		c.Acquire(nil)
		defer c.Release(nil)
		require.True(t, lock.Locked())
	}()
	require.False(t, lock.Locked())
}

// conditionNotify has five threads wait twice, and notifies 3 of the first waits, then all.
func conditionNotify(t tester, c conditionLike, th *primitives.Thread) {
	const n = 5
	phase := 0
	var first, second []int // the phase in which each wait ended
	for range n {
		waiter := th.Interpreter().NewThread(nil)
		go func() {
			c.Acquire(waiter)
			defer c.Release(waiter)
			c.Wait(waiter)
			first = append(first, phase)
			c.Wait(waiter)
			second = append(second, phase)
		}()
	}
	synctest.Wait()
	notify := func(f func()) {
		c.Acquire(th)
		f()
		phase++
		c.Release(th)
		synctest.Wait()
	}
	require.Empty(t, first)
	notify(func() { c.Notify(th, 3) })
	require.Equal(t, []int{1, 1, 1}, first)
	require.Empty(t, second)
	notify(func() { c.Notify(th, 5) }) // the two that are left, and the three
	require.Equal(t, []int{1, 1, 1, 2, 2}, first)
	require.Equal(t, []int{2, 2, 2}, second)
	notify(func() { c.NotifyAll(th) })
	require.Equal(t, []int{1, 1, 1, 2, 2}, first)
	require.Equal(t, []int{2, 2, 2, 3, 3}, second)
	notify(func() { c.NotifyAll(th) }) // no waiter is left
	require.Len(t, first, n)
	require.Len(t, second, n)
}

func (create conditionMaker) timeout(t tester) {
	c, th := create.own()
	var results []limited
	for range 5 {
		waiter := th.Interpreter().NewThread(nil)
		go func() {
			c.Acquire(waiter)
			defer c.Release(waiter)
			begun := time.Now()
			ok := c.WaitTimeout(waiter, 500*time.Millisecond)
			results = append(results, limited{ok, time.Since(begun)})
		}()
	}
	time.Sleep(time.Second)
	synctest.Wait()
	late := limited{false, 500 * time.Millisecond}
	require.Equal(t, []limited{late, late, late, late, late}, results)
	require.Equal(t, 0, c.Waiters())
}

// waitForFour waits until a count is four, at most for limit if there is one, while another thread raises it so often, every 10
// ms, and notifies.
func (create conditionMaker) waitForFour(raises int, limit time.Duration) limited {
	c, th := create.own()
	waiter := th.Interpreter().NewThread(nil)
	count := 0
	var result limited
	done := make(chan struct{})
	go func() {
		defer close(done)
		c.Acquire(waiter)
		defer c.Release(waiter)
		begun := time.Now()
		four := func() bool { return count == 4 }
		ok := false
		if limit == 0 {
			c.WaitFor(waiter, four)
			ok = four()
		} else {
			ok = c.WaitForTimeout(waiter, four, limit)
		}
		result = limited{ok, time.Since(begun)}
	}()
	for range raises {
		time.Sleep(10 * time.Millisecond)
		c.Acquire(th)
		count++
		c.Notify(th, 1)
		c.Release(th)
	}
	<-done
	return result
}
