package conformance_test

import (
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"threadlab/primitives"
	"threadlab/primitives/internal/kinds"
)

func TestConformanceSeesBrokenConditions(t *testing.T) {
	var free func()
	conditions := func(breakIt func(c *primitives.Condition) conditionLike) []fact {
		return conditionFactsOf(func(l primitives.ConditionLock) conditionLike {
			c := primitives.NewCondition(l)
			free = func() { notifyThrice(c) }
			return breakIt(c)
		})
	}
	requireSeen(t, &free, []mistake{
		{"nothing", conditionFacts(), nil},
		{
			"wakes one too many",
			conditions(func(c *primitives.Condition) conditionLike { return generousCondition{c} }),
			[]string{"test_notify"},
		},
		{
			"keeps a notification for the next",
			conditions(func(c *primitives.Condition) conditionLike { return &hoardingCondition{Condition: c} }),
			[]string{"test_notify"},
		},
		{
			"does not ask who has the lock",
			conditions(func(c *primitives.Condition) conditionLike { return trustingCondition{c} }),
			[]string{"test_unacquired_wait", "test_unacquired_notify"},
		},
		{
			"says that a notification came when none did",
			conditions(func(c *primitives.Condition) conditionLike { return lyingCondition{c} }),
			[]string{"test_timeout"},
		},
		{
			"begins its time anew with each notification",
			conditions(func(c *primitives.Condition) conditionLike { return patientCondition{c} }),
			[]string{"test_waitfor_timeout"},
		},
		{
			"does not look again",
			conditions(func(c *primitives.Condition) conditionLike { return hastyCondition{c} }),
			[]string{"test_waitfor"},
		},
		{
			"ignores the lock it is given",
			conditionFactsOf(func(primitives.ConditionLock) conditionLike { return primitives.NewCondition(nil) }),
			[]string{"test_acquire"},
		},
	})
}

// notifyThrice notifies all waiters three times: a check may wait again after a notification.
func notifyThrice(c *primitives.Condition) {
	th := primitives.NewInterpreter(primitives.WithoutGIL()).NewThread(nil)
	for range 3 {
		c.Acquire(th)
		c.NotifyAll(th)
		c.Release(th)
		synctest.Wait()
	}
}

type generousCondition struct{ *primitives.Condition }

func (c generousCondition) Notify(th *primitives.Thread, n int) { c.Condition.Notify(th, n+1) }

type hoardingCondition struct {
	*primitives.Condition
	kept int // guarded by the lock
}

func (c *hoardingCondition) NotifyAll(th *primitives.Thread) {
	if c.Waiters() == 0 {
		c.kept++
	}
	c.Condition.NotifyAll(th)
}

func (c *hoardingCondition) Wait(th *primitives.Thread) {
	if c.kept > 0 {
		c.kept--
		return
	}
	c.Condition.Wait(th)
}

type trustingCondition struct{ *primitives.Condition }

func (c trustingCondition) Wait(th *primitives.Thread) {
	if c.IsOwned(th) {
		c.Condition.Wait(th)
	}
}

func (c trustingCondition) Notify(th *primitives.Thread, n int) {
	if c.IsOwned(th) {
		c.Condition.Notify(th, n)
	}
}

type lyingCondition struct{ *primitives.Condition }

func (c lyingCondition) WaitTimeout(th *primitives.Thread, d time.Duration) bool {
	c.Condition.WaitTimeout(th, d)
	return true
}

type patientCondition struct{ *primitives.Condition }

func (c patientCondition) WaitForTimeout(th *primitives.Thread, pred func() bool, d time.Duration) bool {
	for !pred() {
		if !c.WaitTimeout(th, d) {
			return pred()
		}
	}
	return true
}

type hastyCondition struct{ *primitives.Condition }

func (c hastyCondition) WaitFor(th *primitives.Thread, pred func() bool) {
	if !pred() {
		c.Condition.Wait(th)
	}
}

func TestConformanceSeesBrokenBarriers(t *testing.T) {
	var free func()
	barriers := func(breakIt func(b *primitives.Barrier) barrierLike) []fact {
		return barrierFactsOf(func(n int, opts ...primitives.BarrierOption) barrierLike {
			b := primitives.NewBarrier(n, opts...)
			free = b.Abort
			return breakIt(b)
		})
	}
	requireSeen(t, &free, []mistake{
		{"nothing", barrierFacts(), nil},
		{
			"holds nobody back",
			barriers(func(b *primitives.Barrier) barrierLike { return openBarrier{b} }),
			[]string{
				"test_barrier", "test_barrier_10", "test_wait_return", "test_action", "test_abort", "test_reset",
				"test_abort_and_reset", "test_default_timeout", "test_repr",
			},
		},
		{
			"is good for one round",
			barriers(func(b *primitives.Barrier) barrierLike { return &wornBarrier{Barrier: b} }),
			[]string{"test_barrier_10", "test_reset", "test_abort_and_reset"},
		},
		{
			"gives everybody the first place",
			barriers(func(b *primitives.Barrier) barrierLike { return placelessBarrier{b} }),
			[]string{"test_wait_return", "test_reset", "test_abort_and_reset"},
		},
		{
			"forgets its action and its timeout",
			barrierFactsOf(func(n int, _ ...primitives.BarrierOption) barrierLike { return primitives.NewBarrier(n) }),
			[]string{"test_action", "test_default_timeout"},
		},
		{
			"is whole again after an abort",
			barriers(func(b *primitives.Barrier) barrierLike { return healingBarrier{b} }),
			[]string{"test_abort", "test_abort_and_reset", "test_repr"},
		},
		{
			"is whole again after somebody was late",
			barriers(func(b *primitives.Barrier) barrierLike { return kinds.ForgivingBarrier{Barrier: b} }),
			[]string{"test_timeout"},
		},
		{
			"cannot be reset",
			barriers(func(b *primitives.Barrier) barrierLike { return stubbornBarrier{b} }),
			[]string{"test_reset", "test_abort_and_reset"},
		},
	})
}

type openBarrier struct{ *primitives.Barrier }

func (openBarrier) Wait() (int, error) { return 0, nil }

type wornBarrier struct {
	*primitives.Barrier
	arrived atomic.Int64
}

func (b *wornBarrier) Wait() (int, error) {
	if b.arrived.Add(1) > int64(b.Parties()) {
		return 0, nil
	}
	return b.Barrier.Wait()
}

type placelessBarrier struct{ *primitives.Barrier }

func (b placelessBarrier) Wait() (int, error) {
	place, err := b.Barrier.Wait()
	return min(place, 0), err
}

type healingBarrier struct{ *primitives.Barrier }

func (b healingBarrier) Abort() { b.Reset() }

type stubbornBarrier struct{ *primitives.Barrier }

func (stubbornBarrier) Reset() {}
