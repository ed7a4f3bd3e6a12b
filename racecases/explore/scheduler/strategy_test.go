package scheduler_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/explore/scheduler"
)

// Those that do not know how many delays a failure needs.
var others = []scheduler.StrategyName{scheduler.PCT, scheduler.POS, scheduler.SURW, scheduler.Random, scheduler.DPOR}

// Those that draw each schedule.
var samplers = []scheduler.StrategyName{scheduler.PCT, scheduler.POS, scheduler.SURW, scheduler.Random}

// TestStrategies has each strategy find what delay bounding finds, shrunk to the same
// number of delays, from several seeds, and replays it.
func TestStrategies(t *testing.T) {
	tests := []struct {
		name    string
		program scheduler.Program
	}{
		{"two counters", counters(2)},
		{"four counters", counters(4)},
		{"three seats", philosophers(3, false)},
		{"lost wake-up", lostWakeup(false)},
		{"four in a row", inARow(4)},
	}
	seeds := testmain.Sample(t, 5, 2)
	for _, tt := range tests {
		want := explore(t, scheduler.Options{Delays: 4}, tt.program)
		require.Equal(t, scheduler.Fails, want.Verdict)
		for _, strategy := range others {
			t.Run(tt.name+" "+string(strategy), func(t *testing.T) {
				for seed := range uint64(seeds) {
					o := scheduler.Options{Strategy: strategy, Schedules: 10_000, Seed: seed}
					a := explore(t, o, tt.program)
					require.Equal(t, scheduler.Fails, a.Verdict, a.Why)
					assert.Equal(t, want.Failure.Kind, a.Failure.Kind)
					assert.Equal(t, want.Delays, a.Delays)
					assert.Len(t, a.Schedule, a.Delays)
					again := explore(t, scheduler.Options{Replay: a.Schedule.String()}, tt.program)
					assert.Equal(t, a.Trace, again.Trace)
					same := explore(t, o, tt.program)
					assert.Equal(t, a.Schedule, same.Schedule)
					assert.Equal(t, a.Schedules, same.Schedules)
				}
			})
		}
	}
}

// TestShrink has random walks find long schedules, of which most deviations do not
// matter.
func TestShrink(t *testing.T) {
	longest := 0
	fewest := explore(t, scheduler.Options{Delays: 3}, crowd)
	for seed := range uint64(10) {
		o := scheduler.Options{Strategy: scheduler.Random, Schedules: 10_000, Seed: seed}
		found, err := scheduler.ExploreUnshrunk(t.Context(), o, crowd)
		require.NoError(t, err)
		longest = max(longest, found.Delays)
		a := explore(t, o, crowd)
		require.Equal(t, scheduler.Fails, a.Verdict)
		assert.Equal(t, fewest.Delays, a.Delays)
		assert.Equal(t, found.Failure.Message, a.Failure.Message)
	}
	assert.Greater(t, longest, 10)
}

// TestShrinkLoneSteps has decisions between steps at which no other goroutine is enabled, which
// are no points: they must not use up the deviations after them.
func TestShrinkLoneSteps(t *testing.T) {
	program := func(r *scheduler.Run) {
		r.Wait("alone", nil)
		x, all := 0, &group{r: r}
		for range 3 {
			all.run(func() { r.WaitOn("add", nil, writes(&x)); x++ })
		}
		all.wait()
		if r.Choose(2) == 1 {
			r.Fail(scheduler.Outcome, "x = %d", x)
		}
	}
	for seed := range uint64(10) {
		a := explore(t, scheduler.Options{Strategy: scheduler.Random, Schedules: 1000, Seed: seed}, program)
		require.Equal(t, scheduler.Fails, a.Verdict, a.Why)
		assert.Equal(t, 1, a.Delays, "%v", a.Schedule)
	}
}

// TestShrinkPatiently has an early timer lead to the same failure in a shorter way,
// which is not to be taken.
func TestShrinkPatiently(t *testing.T) {
	program := func(r *scheduler.Run) {
		early, order, all := false, []int{}, &group{r: r}
		r.Go(func() { r.Sleep(time.Millisecond); early = true })
		for i := range 3 {
			all.run(func() { r.WaitOn("come", nil, writes(&order)); order = append(order, i) })
		}
		all.wait()
		if early || slices.Equal(order, []int{2, 1, 0}) {
			r.Fail(scheduler.Outcome, "early: %v", early)
		}
	}
	for _, strategy := range others {
		a := explore(t, scheduler.Options{Strategy: strategy, Schedules: 1000, NoEarlyTimers: true}, program)
		require.Equal(t, scheduler.Fails, a.Verdict, a.Why)
		assert.Equal(t, "early: false", a.Failure.Message)
	}
}

// TestSamplesNeverExhaust: sampling does not know when there are no more schedules.
func TestSamplesNeverExhaust(t *testing.T) {
	for _, strategy := range samplers {
		a := explore(t, scheduler.Options{Strategy: strategy, Schedules: 200}, counters(1))
		assert.Equal(t, scheduler.Stopped, a.Verdict)
		assert.Equal(t, 200, a.Schedules)
		assert.Equal(t, "200 schedules tried", a.Why)
	}
	a := explore(t, scheduler.Options{Strategy: scheduler.DPOR}, philosophers(3, true))
	assert.Equal(t, scheduler.Exhausted, a.Verdict)
	a = explore(t, scheduler.Options{Strategy: scheduler.DPOR, Schedules: 3}, philosophers(3, true))
	assert.Equal(t, scheduler.Stopped, a.Verdict)
	_, err := scheduler.Explore(t.Context(), scheduler.Options{Strategy: "luck"}, counters(1))
	require.ErrorContains(t, err, `strategy "luck": want one of [delay pct pos surw random dpor]`)
}

// TestPolite has a goroutine sleep while another one polls.
func TestPolite(t *testing.T) {
	for _, strategy := range samplers {
		a := explore(t, scheduler.Options{Strategy: strategy, Schedules: 200, Steps: 20_000}, polite)
		assert.Equal(t, scheduler.Stopped, a.Verdict, a.Failure)
	}
}

// TestPCTBound compares the share of schedules that find a bug with the bound that
// the theory gives: 1/(n k^(d-1)).
func TestPCTBound(t *testing.T) {
	const schedules, goroutines, depth = 2000, 3, 2
	found, steps := 0, 0
	program := func(r *scheduler.Run) {
		lost := 0
		all := &group{r: r}
		for range goroutines - 1 {
			all.run(func() {
				r.WaitOn("load", nil, reads(&lost))
				loaded := lost
				r.WaitOn("store", nil, writes(&lost))
				lost = loaded + 1
			})
		}
		all.wait()
		if lost < goroutines-1 {
			found++
		}
	}
	a, err := scheduler.ExploreInDepth(t.Context(), scheduler.Options{Schedules: schedules}, depth, program)
	require.NoError(t, err)
	steps = a.Steps
	assert.GreaterOrEqual(t, found, schedules/(goroutines*steps))
	assert.Less(t, found, schedules)
}
