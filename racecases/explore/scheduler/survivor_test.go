package scheduler_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/scheduler"
)

// TestSurvivor looks for a schedule that does not fail: of a program whose default one
// fails, of one that never does and of some that always do.
func TestSurvivor(t *testing.T) {
	meets := func(r *scheduler.Run) {
		done := false
		r.Go(func() { done = true })
		if r.Wait("look", nil); !done {
			r.Fail(scheduler.Outcome, "not done")
		}
	}
	livelock := func(r *scheduler.Run) {
		for {
			r.Yield("give way")
		}
	}
	stuck := func(r *scheduler.Run) {
		r.Go(func() { r.Wait("work", nil) })
		r.Fail(scheduler.Outcome, "1, want 2")
	}
	tests := []struct {
		name    string
		program scheduler.Program
		options scheduler.Options
		want    scheduler.Verdict
		delays  int
	}{
		{"the default fails", meets, scheduler.Options{Delays: 2}, scheduler.Survives, 1},
		{"out of reach", meets, scheduler.Options{}, scheduler.Exhausted, 0},
		{"the default does not fail", counters(2), scheduler.Options{Delays: 2}, scheduler.Survives, 0},
		{"all fail", stuck, scheduler.Options{Delays: 3}, scheduler.Exhausted, 0},
		{"the reduction", meets, scheduler.Options{Strategy: scheduler.DPOR}, scheduler.Survives, 1},
		{"the reduction, all fail", stuck, scheduler.Options{Strategy: scheduler.DPOR, Accesses: true}, scheduler.Exhausted, 0},
		{"steps that take time", takesTime, scheduler.Options{Strategy: scheduler.DPOR, NoEarlyTimers: true}, scheduler.Exhausted, 0},
		{"without an end", livelock, scheduler.Options{Delays: 2, Steps: 500}, scheduler.Exhausted, 0},
		{"a budget", philosophersInTurn, scheduler.Options{Delays: 3, Schedules: 4}, scheduler.Stopped, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tt.options.Survivor = true
			a := explore(t, tt.options, tt.program)
			require.Equal(t, tt.want, a.Verdict, a.Why)
			assert.Nil(t, a.Failure)
			if tt.want == scheduler.Survives {
				assert.Len(t, a.Schedule, tt.delays)
				again := explore(t, scheduler.Options{Replay: a.Schedule.String()}, tt.program)
				assert.Nil(t, again.Failure)
			}
		})
	}
}

// philosophersInTurn fails under each of its many schedules.
func philosophersInTurn(r *scheduler.Run) {
	philosophers(3, true)(r)
	r.Fail(scheduler.Outcome, "whatever the order")
}

// takesTime fails under each schedule if steps take time, and under none if they take none.
func takesTime(r *scheduler.Run) {
	begin := r.Now()
	for range 10 {
		r.Wait("work", nil)
	}
	if r.Now() > begin+5*time.Microsecond {
		r.Fail(scheduler.Outcome, "too slow")
	}
}
