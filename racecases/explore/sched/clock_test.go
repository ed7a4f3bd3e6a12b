package sched_test

import (
	"context"
	"math"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/sched"
)

func goexit() { runtime.Goexit() }

// TestSleepersWakeInOrder unless a delay says otherwise: sleeping is not
// synchronisation.
func TestSleepersWakeInOrder(t *testing.T) {
	program := func(unit time.Duration) sched.Program {
		return func(r *sched.Run) {
			var order []time.Duration
			all := &group{r: r}
			for _, d := range []time.Duration{2 * unit, unit} {
				all.run(func() { r.Sleep(d); r.Wait("write", nil); order = append(order, d) })
			}
			all.wait()
			if order[0] != unit {
				r.Fail(sched.Outcome, "order %v", order)
			}
		}
	}
	a := explore(t, sched.Options{Delays: 3}, program(time.Second))
	require.Equal(t, sched.Fails, a.Verdict)
	assert.Equal(t, 1, a.Delays)
	a = explore(t, sched.Options{Delays: 3}, program(time.Hour))
	assert.Equal(t, sched.Exhausted, a.Verdict, "an hour is not a matter of scheduling")
}

func TestClock(t *testing.T) {
	tests := []struct {
		name    string
		program sched.Program
		kind    sched.Kind
	}{
		{"time stands still for nobody", func(r *sched.Run) {
			begin := r.Now()
			if r.Now() == begin {
				r.Fail(sched.Outcome, "twice the same")
			}
		}, ""},
		{"a sleep takes its time", func(r *sched.Run) {
			begin := r.Now()
			r.Sleep(time.Hour)
			if r.Now()-begin < time.Hour {
				r.Fail(sched.Outcome, "too early")
			}
		}, ""},
		{"a stopped timer is silent", func(r *sched.Run) {
			timer := r.NewTimer(time.Hour, func() { panic("went off") }, nil)
			if !timer.Stop() || timer.Stop() {
				r.Fail(sched.Outcome, "it was armed once")
			}
			r.Sleep(2 * time.Hour)
		}, ""},
		{"a timer that is passed over", func(r *sched.Run) {
			r.NewTimer(time.Hour, func() {}, func() bool { return true })
			(&latch{r: r}).wait()
		}, sched.Deadlock},
		{"a timer saves who waits", func(r *sched.Run) {
			l := &latch{r: r}
			r.NewTimer(time.Hour, func() { l.open = true }, nil)
			l.wait()
		}, ""},
		{"who polls does not starve who sleeps", polite, ""},
		{"two who only wait for time", func(r *sched.Run) {
			for {
				r.Sleep(time.Hour)
			}
		}, sched.Endless},
		{"who sleeps again and again never ends", func(r *sched.Run) {
			r.Go(func() {
				for {
					r.Sleep(time.Hour)
				}
			})
		}, sched.Leak},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := explore(t, sched.Options{Steps: 100_000}, tt.program)
			if tt.kind == "" {
				require.Equal(t, sched.Exhausted, a.Verdict, a.Failure)
				return
			}
			require.Equal(t, sched.Fails, a.Verdict)
			assert.Equal(t, tt.kind, a.Failure.Kind)
		})
	}
}

// TestPatient: a timer that goes off early is a delay, unless the search is patient.
func TestPatient(t *testing.T) {
	late := func(r *sched.Run) {
		done := false
		r.Go(func() {
			r.Wait("work", nil)
			done = true
		})
		r.Sleep(time.Second)
		if !done {
			r.Fail(sched.Assertion, "too late")
		}
	}
	a := explore(t, sched.Options{Delays: 1}, late)
	require.Equal(t, sched.Fails, a.Verdict)
	a = explore(t, sched.Options{Delays: 2, Patient: true}, late)
	require.Equal(t, sched.Exhausted, a.Verdict, a.Failure)
}

// TestForEver: a timer that goes off at the end of time does not go off at once.
func TestForEver(t *testing.T) {
	a := explore(t, sched.Options{}, func(r *sched.Run) {
		late := false
		r.Go(func() {
			r.Sleep(time.Hour)
			late = true
		})
		r.Wait("work", nil)
		r.Sleep(math.MaxInt64)
		if !late {
			r.Fail(sched.Assertion, "too early")
		}
	})
	require.Equal(t, sched.Exhausted, a.Verdict, a.Failure)
}

// TestOutlive: who never ends is no failure, and a main goroutine that waits is one.
func TestOutlive(t *testing.T) {
	never := new(latch)
	left := func(main func(r *sched.Run)) sched.Program {
		return func(r *sched.Run) {
			r.Go(func() { r.Wait("for ever", never) })
			main(r)
		}
	}
	o := sched.Options{Delays: 1, Outlive: true}
	a := explore(t, o, left(func(*sched.Run) {}))
	require.Equal(t, sched.Exhausted, a.Verdict, a.Failure)
	for _, main := range []func(*sched.Run){
		func(r *sched.Run) { r.Wait("for ever", never) },
		func(*sched.Run) { goexit() },
	} {
		a = explore(t, o, left(main))
		require.Equal(t, sched.Fails, a.Verdict)
		assert.Equal(t, sched.Deadlock, a.Failure.Kind)
	}
}

// TestOutliveSpinning: whoever goes on for ever does not keep the end from coming.
func TestOutliveSpinning(t *testing.T) {
	a := explore(t, sched.Options{Outlive: true}, func(r *sched.Run) {
		r.Go(func() {
			for {
				r.Yield("spin")
			}
		})
	})
	require.Equal(t, sched.Exhausted, a.Verdict, a.Failure)
}

// TestLong: who starts goroutines that end is not called endless, but the search stops.
func TestLong(t *testing.T) {
	a := explore(t, sched.Options{Steps: 1000}, func(r *sched.Run) {
		for {
			r.Go(func() {})
			r.Yield("work")
		}
	})
	assert.Equal(t, sched.Stopped, a.Verdict)
	assert.Equal(t, "a schedule has more than 1000 steps, in which goroutines come and go", a.Why)
}

// TestCut: a schedule that is long, and comes to operations, is cut short and says so.
func TestCut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		a, err := sched.Explore(soon(t), sched.Options{Steps: 1 << 40}, func(r *sched.Run) {
			for {
				r.Wait("work", nil)
				time.Sleep(time.Millisecond)
			}
		})
		require.NoError(t, err)
		assert.Equal(t, sched.Stopped, a.Verdict)
		assert.Regexp(t, `^no time left, in a schedule that had come to \d+ steps$`, a.Why)
	})
}

// TestHang meets a goroutine that never comes to a gate.
func TestHang(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		never := make(chan struct{})
		defer close(never)
		a, err := sched.Explore(soon(t), sched.Options{Delays: 1}, func(*sched.Run) { <-never; goexit() })
		require.NoError(t, err)
		assert.Equal(t, sched.Stopped, a.Verdict)
		assert.Contains(t, a.Why, "did not come back")
	})
}

func soon(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), time.Second)
	t.Cleanup(cancel)
	return ctx
}
