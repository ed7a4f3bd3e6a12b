package scheduler_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/scheduler"
)

// TestStepLimit explores a livelock: both goroutines give way for ever.
func TestStepLimit(t *testing.T) {
	a := explore(t, scheduler.Options{Steps: 2000}, func(r *scheduler.Run) {
		for range 2 {
			r.Go(func() {
				for {
					r.Yield("give way")
				}
			})
		}
	})
	require.Equal(t, scheduler.Fails, a.Verdict)
	assert.Equal(t, scheduler.StepLimit, a.Failure.Kind)
	both := map[int]bool{}
	for _, e := range a.Trace {
		both[e.Goroutine] = true
	}
	assert.Len(t, both, 3, "the schedule is fair")
}

// TestFairEnd has a goroutine poll until another one has stored to what both use. A strategy
// may hold that one back for as long as a run may be: the poll has no end in such a run, and
// says nothing of the program.
func TestFairEnd(t *testing.T) {
	for _, strategy := range []scheduler.StrategyName{scheduler.PCT, scheduler.POS, scheduler.SURW, scheduler.Random} {
		t.Run(string(strategy), func(t *testing.T) {
			options := scheduler.Options{Strategy: strategy, Schedules: 100, Steps: 200}
			a := explore(t, options, polls(true))
			assert.Equal(t, scheduler.Stopped, a.Verdict, "%v", a.Failure)
			a = explore(t, options, polls(false))
			require.Equal(t, scheduler.Fails, a.Verdict)
			assert.Equal(t, scheduler.StepLimit, a.Failure.Kind)
		})
	}
}

// polls returns a program that waits for a flag, which another goroutine sets or does not.
func polls(set bool) scheduler.Program {
	return func(r *scheduler.Run) {
		flag, x := false, 0
		r.Go(func() {
			r.WaitOn("store x", nil, writes(&x))
			r.WaitOn("store flag", nil, writes(&flag))
			flag = set
		})
		for !flag {
			r.WaitOn("load flag", nil, reads(&flag))
			r.Looked()
			r.Yield("poll")
			r.Looked()
		}
		r.WaitOn("store x", nil, writes(&x))
	}
}
