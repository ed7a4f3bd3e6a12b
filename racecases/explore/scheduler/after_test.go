package scheduler_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/scheduler"
)

// TestAfter searches after each state of a run: what is found begins with its moves, and
// where they have decided the end already there is nothing else to find.
func TestAfter(t *testing.T) {
	program := counters(2)
	state := func(at int) scheduler.State {
		s, err := scheduler.Play{At: at}.State(t.Context(), scheduler.Options{}, program)
		require.NoError(t, err)
		return s
	}
	const end = 1000
	last := state(end).At
	found := 0
	for at := range last {
		for _, strategy := range []scheduler.StrategyName{scheduler.DelayBounding, scheduler.Random} {
			s := state(at)
			o := scheduler.Options{Strategy: strategy, Delays: 2, Schedules: 200, After: &scheduler.Play{Schedule: s.Schedule, At: at}}
			a := explore(t, o, program)
			if a.Verdict != scheduler.Fails {
				assert.Contains(t, []scheduler.Verdict{scheduler.Exhausted, scheduler.Stopped}, a.Verdict)
				continue
			}
			found++
			begins, err := scheduler.Play{Schedule: a.Schedule.String(), At: at}.State(t.Context(), scheduler.Options{}, program)
			require.NoError(t, err)
			assert.Equal(t, s.Goroutines, begins.Goroutines)
			assert.Equal(t, s.Schedule, begins.Schedule)
			ends, err := scheduler.Play{Schedule: a.Schedule.String(), At: end}.State(t.Context(), scheduler.Options{}, program)
			require.NoError(t, err)
			assert.Equal(t, a.Failure.Message, ends.Failure.Message)
		}
	}
	assert.Positive(t, found)
	assert.Less(t, found, 2*last, "after the first store nothing can be lost")

	_, err := scheduler.Explore(t.Context(), scheduler.Options{Strategy: scheduler.DPOR, After: &scheduler.Play{At: 1}}, program)
	require.ErrorContains(t, err, "want another one behind a state")
	_, err = scheduler.Explore(t.Context(), scheduler.Options{After: &scheduler.Play{Schedule: "x"}}, program)
	require.ErrorContains(t, err, `schedule "x"`)
}
