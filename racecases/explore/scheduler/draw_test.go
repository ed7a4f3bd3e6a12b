package scheduler_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/scheduler"
)

// tosses draws coins, and fails if all show heads.
func tosses(coins int) scheduler.Program {
	return func(r *scheduler.Run) {
		heads := 0
		for range coins {
			heads += r.Draw(2, true)
		}
		if heads == coins {
			r.Fail(scheduler.Outcome, "all heads")
		}
	}
}

// switched fails if a number is the last of n, and another goroutine goes first.
func switched(n int, all bool) scheduler.Program {
	return func(r *scheduler.Run) {
		x, drawn := 0, r.Draw(n, all)
		r.Go(func() { x = 1 })
		r.Wait("look", nil)
		if x == 1 && drawn == n-1 {
			r.Fail(scheduler.Outcome, "both")
		}
	}
}

// TestDraw: all values of a draw are tried, and none costs a delay as long as their combinations
// are few.
func TestDraw(t *testing.T) {
	tests := []struct {
		name     string
		program  scheduler.Program
		options  scheduler.Options
		verdict  scheduler.Verdict
		schedule string
		delays   int
		draws    scheduler.Draws
	}{
		{"a coin", tosses(1), scheduler.Options{}, scheduler.Fails, "0.1", 0, scheduler.Draws{Made: 1}},
		{"four coins", tosses(4), scheduler.Options{}, scheduler.Fails, "0.1-1.1-2.1-3.1", 0, scheduler.Draws{Made: 4}},
		{"a fifth coin, without a delay", tosses(5), scheduler.Options{}, scheduler.Exhausted, "default", 0, scheduler.Draws{Made: 5}},
		{"a fifth coin", tosses(5), scheduler.Options{Delays: 1}, scheduler.Fails, "0.1-1.1-2.1-3.1-4.1", 1, scheduler.Draws{Made: 5}},
		{"an order as well", switched(24, true), scheduler.Options{Delays: 1}, scheduler.Fails, "0.23-1.1", 1, scheduler.Draws{Made: 1}},
		{"an order, without a delay", switched(24, true), scheduler.Options{}, scheduler.Exhausted, "default", 0, scheduler.Draws{Made: 1}},
		{"too many values", switched(25, true), scheduler.Options{Delays: 1}, scheduler.Exhausted, "default", 1, scheduler.Draws{Made: 1}},
		{"drawn and shrunk", switched(24, true), scheduler.Options{Strategy: scheduler.Random}, scheduler.Fails, "0.23-1.1", 1, scheduler.Draws{Made: 1}},
		{"proven", func(r *scheduler.Run) { r.Draw(3, true) }, scheduler.Options{Survey: true, Accesses: true}, scheduler.Proven, "default", 0, scheduler.Draws{Made: 1}},
		{"proven by a reduction", func(r *scheduler.Run) { r.Draw(3, true) }, scheduler.Options{Strategy: scheduler.DPOR, Accesses: true}, scheduler.Proven, "default", -1, scheduler.Draws{Made: 1}},
		{"of some values", func(r *scheduler.Run) { r.Draw(3, false); r.Draw(2, true) }, scheduler.Options{Survey: true, Accesses: true}, scheduler.Exhausted, "default", 0, scheduler.Draws{Made: 2, Partial: 1}},
		{"of some values, by a reduction", func(r *scheduler.Run) { r.Draw(1, false) }, scheduler.Options{Strategy: scheduler.DPOR, Accesses: true}, scheduler.Exhausted, "default", -1, scheduler.Draws{Made: 1, Partial: 1}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := explore(t, test.options, test.program)
			assert.Equal(t, test.verdict, a.Verdict, a.Why)
			assert.Equal(t, test.schedule, a.Schedule.String())
			assert.Equal(t, test.delays, a.Delays)
			assert.Equal(t, test.draws, a.Draws)
			assert.Equal(t, a.Verdict != scheduler.Fails && (test.options.Survey || test.options.Strategy == scheduler.DPOR), a.Complete)
			if a.Verdict != scheduler.Fails {
				return
			}
			again := explore(t, scheduler.Options{Replay: test.schedule}, test.program)
			assert.Equal(t, scheduler.Fails, again.Verdict)
			assert.Equal(t, test.delays, again.Delays)
		})
	}
}

// TestDrawsAmongSchedules: each order of the goroutines is tried with each combination of
// values, and by a reduction once.
func TestDrawsAmongSchedules(t *testing.T) {
	var seen string
	program := func(r *scheduler.Run) {
		seen = ""
		all := &group{r: r}
		for g := range 2 {
			all.run(func() {
				r.WaitOn("draw", nil, writes(&seen))
				seen += fmt.Sprint(g, r.Draw(3, true), " ")
			})
		}
		all.wait()
	}
	every := func(o scheduler.Options) map[string]int {
		times := map[string]int{}
		o.Each = func(f *scheduler.Failure) {
			require.Nil(t, f)
			times[seen]++
		}
		explore(t, o, program)
		return times
	}
	plain, reduced := every(scheduler.Options{Delays: math.MaxInt}), every(scheduler.Options{Strategy: scheduler.DPOR})
	require.Len(t, plain, 2*3*3)
	require.Len(t, reduced, 2*3*3)
	for seen, times := range reduced {
		assert.Equal(t, 1, times, seen)
		assert.Positive(t, plain[seen], seen)
	}
}

// TestTraceOfChoice: a step that comes out in another way than the default is marked, and no other.
func TestTraceOfChoice(t *testing.T) {
	a := explore(t, scheduler.Options{Delays: 1}, func(r *scheduler.Run) {
		r.Wait("poll", nil)
		r.Choose(2)
		r.Wait("select", nil)
		if r.Choose(2) == 1 {
			r.Fail(scheduler.Outcome, "the other case")
		}
		r.Wait("end", nil)
	})
	require.Equal(t, scheduler.Fails, a.Verdict, a.Why)
	require.Len(t, a.Trace, 3)
	for _, e := range a.Trace {
		assert.Equal(t, e.Op == "select", e.Chose, e.Op)
		assert.Equal(t, e.Chose, e.Deviates, e.Op)
	}
}
