package scheduler_test

import (
	"context"
	"math"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/scheduler"
)

func goexit() { runtime.Goexit() }

// TestSleepersWakeInOrder unless a delay says otherwise: sleeping is not
// synchronisation.
func TestSleepersWakeInOrder(t *testing.T) {
	program := func(unit time.Duration) scheduler.Program {
		return func(r *scheduler.Run) {
			var order []time.Duration
			all := &group{r: r}
			for _, d := range []time.Duration{2 * unit, unit} {
				all.run(func() { r.Sleep(d); r.Wait("write", nil); order = append(order, d) })
			}
			all.wait()
			if order[0] != unit {
				r.Fail(scheduler.Outcome, "order %v", order)
			}
		}
	}
	a := explore(t, scheduler.Options{Delays: 3}, program(time.Second))
	require.Equal(t, scheduler.Fails, a.Verdict)
	assert.Equal(t, 1, a.Delays)
	a = explore(t, scheduler.Options{Delays: 3}, program(time.Hour))
	assert.Equal(t, scheduler.Exhausted, a.Verdict, "an hour is not a matter of scheduling")
}

func TestClock(t *testing.T) {
	tests := []struct {
		name    string
		program scheduler.Program
		kind    scheduler.Kind
	}{
		{"time never stands still", func(r *scheduler.Run) {
			begin := r.Now()
			if r.Now() == begin {
				r.Fail(scheduler.Outcome, "twice the same")
			}
		}, ""},
		{"a sleep takes its time", func(r *scheduler.Run) {
			begin := r.Now()
			r.Sleep(time.Hour)
			if r.Now()-begin < time.Hour {
				r.Fail(scheduler.Outcome, "too early")
			}
		}, ""},
		{"a stopped timer is silent", func(r *scheduler.Run) {
			timer := r.NewTimer(time.Hour, func() { panic("went off") }, nil)
			if !timer.Stop() || timer.Stop() {
				r.Fail(scheduler.Outcome, "it was armed once")
			}
			r.Sleep(2 * time.Hour)
		}, ""},
		{"a timer that is passed over", func(r *scheduler.Run) {
			r.NewTimer(time.Hour, func() {}, func() bool { return true })
			(&latch{r: r}).wait()
		}, scheduler.Deadlock},
		{"a timer wakes a goroutine that waits", func(r *scheduler.Run) {
			l := &latch{r: r}
			r.NewTimer(time.Hour, func() { l.open = true }, nil)
			l.wait()
		}, ""},
		{"polling does not starve a sleeper", polite, ""},
		{"a loop that only waits for time", func(r *scheduler.Run) {
			for {
				r.Sleep(time.Hour)
			}
		}, scheduler.StepLimit},
		{"a goroutine that sleeps again and again never ends", func(r *scheduler.Run) {
			r.Go(func() {
				for {
					r.Sleep(time.Hour)
				}
			})
		}, scheduler.Leak},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := explore(t, scheduler.Options{Steps: 100_000}, tt.program)
			if tt.kind == "" {
				require.Equal(t, scheduler.Exhausted, a.Verdict, a.Failure)
				return
			}
			require.Equal(t, scheduler.Fails, a.Verdict)
			assert.Equal(t, tt.kind, a.Failure.Kind)
		})
	}
}

// TestNoEarlyTimers: a timer that fires early is a delay, unless the search excludes it.
func TestNoEarlyTimers(t *testing.T) {
	late := func(r *scheduler.Run) {
		done := false
		r.Go(func() {
			r.Wait("work", nil)
			done = true
		})
		r.Sleep(time.Second)
		if !done {
			r.Fail(scheduler.Assertion, "too late")
		}
	}
	a := explore(t, scheduler.Options{Delays: 1}, late)
	require.Equal(t, scheduler.Fails, a.Verdict)
	a = explore(t, scheduler.Options{Delays: 2, NoEarlyTimers: true}, late)
	require.Equal(t, scheduler.Exhausted, a.Verdict, a.Failure)
}

// TestForEver: a timer that goes off at the end of time does not go off at once.
func TestForEver(t *testing.T) {
	a := explore(t, scheduler.Options{}, func(r *scheduler.Run) {
		late := false
		r.Go(func() {
			r.Sleep(time.Hour)
			late = true
		})
		r.Wait("work", nil)
		r.Sleep(math.MaxInt64)
		if !late {
			r.Fail(scheduler.Assertion, "too early")
		}
	})
	require.Equal(t, scheduler.Exhausted, a.Verdict, a.Failure)
}

// TestAllowLeaks: a goroutine that never ends is no failure, and a main goroutine that
// waits is one.
func TestAllowLeaks(t *testing.T) {
	never := new(latch)
	left := func(main func(r *scheduler.Run)) scheduler.Program {
		return func(r *scheduler.Run) {
			r.Go(func() { r.Wait("for ever", never) })
			main(r)
		}
	}
	o := scheduler.Options{Delays: 1, AllowLeaks: true}
	a := explore(t, o, left(func(*scheduler.Run) {}))
	require.Equal(t, scheduler.Exhausted, a.Verdict, a.Failure)
	for _, main := range []func(*scheduler.Run){
		func(r *scheduler.Run) { r.Wait("for ever", never) },
		func(*scheduler.Run) { goexit() },
	} {
		a = explore(t, o, left(main))
		require.Equal(t, scheduler.Fails, a.Verdict)
		assert.Equal(t, scheduler.Deadlock, a.Failure.Kind)
	}
}

// TestAllowLeaksSpinning: a goroutine that runs for ever does not keep the program from
// ending.
func TestAllowLeaksSpinning(t *testing.T) {
	a := explore(t, scheduler.Options{AllowLeaks: true}, func(r *scheduler.Run) {
		r.Go(func() {
			for {
				r.Yield("spin")
			}
		})
	})
	require.Equal(t, scheduler.Exhausted, a.Verdict, a.Failure)
}

// TestLong: a program that keeps starting goroutines does not fail by the step limit, but
// the search stops.
func TestLong(t *testing.T) {
	a := explore(t, scheduler.Options{Steps: 1000}, func(r *scheduler.Run) {
		for {
			r.Go(func() {})
			r.Yield("work")
		}
	})
	assert.Equal(t, scheduler.Stopped, a.Verdict)
	assert.Equal(t, "a schedule has more than 1000 steps", a.Why)
}

// TestCut: a long schedule with scheduling points is cut short and says so.
func TestCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, err := scheduler.Explore(soon(t), scheduler.Options{Steps: math.MaxInt}, func(r *scheduler.Run) {
			for {
				r.Wait("work", nil)
				time.Sleep(time.Millisecond)
			}
		})
		require.NoError(t, err)
		assert.Equal(t, scheduler.Stopped, a.Verdict)
		assert.Regexp(t, `^no time left, in a schedule that had come to \d+ steps$`, a.Why)
	})
}

// TestHang has a goroutine that never reaches a scheduling point.
func TestHang(t *testing.T) {
	for name, o := range map[string]scheduler.Options{
		"search": {Delays: 1}, "survey": {Survey: true}, "survey with late timers": {Survey: true, NoEarlyTimers: true}, "replay": {Replay: "default"},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				never := make(chan struct{})
				defer close(never)
				a, err := scheduler.Explore(soon(t), o, func(*scheduler.Run) { <-never; goexit() })
				require.NoError(t, err)
				assert.Equal(t, scheduler.Stopped, a.Verdict)
				assert.Regexp(t, `did not come back.*, in .*TestHang.* at \S+clock_test.go:\d+$`, a.Why)
				assert.True(t, a.Stuck)
			})
		})
	}
}

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	t.Cleanup(cancel)
	return ctx
}
