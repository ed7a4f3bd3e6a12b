package scheduler_test

import (
	"context"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/explore/scheduler"
)

func TestMain(m *testing.M) { testmain.Run(m) }

func explore(t *testing.T, o scheduler.Options, p scheduler.Program) scheduler.Answer {
	t.Helper()
	a, err := scheduler.Explore(t.Context(), o, p)
	require.NoError(t, err)
	return a
}

// TestExplore holds the answer on each program against what is known of it; the
// schedules below the delays that a failure needs must all pass.
func TestExplore(t *testing.T) {
	tests := []struct {
		name    string
		program scheduler.Program
		kind    scheduler.Kind // empty: right under every schedule
		delays  int            // that the failure needs, or that are tried
		text    string
	}{
		{"two counters", counters(2), scheduler.Outcome, 1, "counter = 1, want 2"},
		{"one counter", counters(1), "", 3, ""},
		{"two seats", philosophers(2, false), scheduler.Deadlock, 1, "3 of 3 goroutines wait for ever"},
		{"three seats", philosophers(3, false), scheduler.Deadlock, 2, "acquire, lock 0"},
		{"three careful seats", philosophers(3, true), "", 3, ""},
		{"lost wake-up", lostWakeup(false), scheduler.Deadlock, 1, "goroutine 0 waits: latch"},
		{"announced wake-up", lostWakeup(true), "", 3, ""},
		{"polite", polite, "", 2, ""},
		{"panic", func(r *scheduler.Run) {
			broken := false
			r.Go(func() { broken = true })
			if r.Wait("look", nil); broken {
				panic("oh")
			}
		}, scheduler.Panic, 1, "panic: oh"},
		{"leak", func(r *scheduler.Run) {
			l := &lock{r: r, name: "a"}
			r.Go(func() { l.acquire() })
			r.Wait("take", nil)
			l.held = true
		}, scheduler.Leak, 0, "1 of 2 goroutines never ends"},
		{"recovered", func(r *scheduler.Run) {
			r.Go(func() {
				defer func() { _ = recover() }()
				panic("oh")
			})
		}, "", 2, ""},
		{"main leaves", func(r *scheduler.Run) {
			r.Go(func() { r.Wait("work", nil) })
			goexit()
		}, scheduler.Fatal, 0, "no goroutines (main called runtime.Goexit)"},
		{"another leaves", func(r *scheduler.Run) {
			all := &group{r: r, n: 1}
			r.Go(func() { defer func() { all.n-- }(); goexit() })
			all.wait()
		}, "", 2, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.kind == "" {
				a := explore(t, scheduler.Options{Delays: tt.delays}, tt.program)
				require.Equal(t, scheduler.Exhausted, a.Verdict, a.Failure)
				assert.LessOrEqual(t, a.Delays, tt.delays)
				return
			}
			if tt.delays > 0 {
				below := explore(t, scheduler.Options{Delays: tt.delays - 1}, tt.program)
				require.Equal(t, scheduler.Exhausted, below.Verdict)
				require.Equal(t, tt.delays-1, below.Delays)
			}
			for seed := range uint64(5) {
				a := explore(t, scheduler.Options{Delays: 3, Seed: seed}, tt.program)
				require.Equal(t, scheduler.Fails, a.Verdict)
				assert.Equal(t, tt.kind, a.Failure.Kind)
				assert.Equal(t, tt.delays, a.Delays)
				assert.Len(t, a.Schedule, tt.delays)
				assert.Contains(t, a.Failure.String(), tt.text)
				assert.NotEmpty(t, a.Trace)
			}
		})
	}
}

// TestReplay replays each failure a hundred times, to the same trace.
func TestReplay(t *testing.T) {
	for name, program := range map[string]scheduler.Program{
		"counters": counters(3), "philosophers": philosophers(3, false), "wake-up": lostWakeup(false),
	} {
		t.Run(name, func(t *testing.T) {
			a := explore(t, scheduler.Options{Delays: 3, Seed: 7}, program)
			require.Equal(t, scheduler.Fails, a.Verdict)
			for range 100 {
				again := explore(t, scheduler.Options{Replay: a.Schedule.String()}, program)
				require.Equal(t, a.Failure.Kind, again.Failure.Kind)
				require.Equal(t, a.Failure.Waits, again.Failure.Waits)
				require.Equal(t, a.Trace, again.Trace)
			}
		})
	}
}

// TestAgainstEnumeration compares delay bounding without a bound with plain
// enumeration, which knows no levels: the same number of schedules, and among them
// the same number that fail.
func TestAgainstEnumeration(t *testing.T) {
	never := func(p scheduler.Program, count *int) scheduler.Program {
		return func(r *scheduler.Run) { *count++; p(r) }
	}
	tests := []struct {
		name    string
		program scheduler.Program
		fails   bool
	}{
		{"one counter", counters(1), false},
		{"two counters", counters(2), true},
		{"two seats", philosophers(2, false), true},
		{"two careful seats", philosophers(2, true), false},
		{"lost wake-up", lostWakeup(false), true},
		{"announced", lostWakeup(true), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			failed := 0
			all, err := scheduler.EnumerateDepthFirst(t.Context(), tt.program, func(f *scheduler.Failure) {
				if f != nil {
					failed++
				}
			})
			require.NoError(t, err)
			byDelays := explore(t, scheduler.Options{Delays: math.MaxInt, Each: func(*scheduler.Failure) {}}, tt.program)
			assert.Equal(t, all, byDelays.Schedules)
			runs := 0
			a := explore(t, scheduler.Options{Delays: 1000}, never(tt.program, &runs))
			assert.Equal(t, tt.fails, failed > 0)
			assert.Equal(t, tt.fails, a.Verdict == scheduler.Fails)
			if !tt.fails {
				assert.Equal(t, all, a.Schedules)
				assert.Equal(t, runs, a.Schedules)
			}
		})
	}
}

// TestOtherwise plants programs that do not repeat themselves.
func TestOtherwise(t *testing.T) {
	runs := 0
	_, err := scheduler.Explore(t.Context(), scheduler.Options{Delays: 2}, func(r *scheduler.Run) {
		runs++
		for range runs % 3 {
			r.Go(func() { r.Wait("a", nil) })
		}
		r.Wait("b", nil)
		r.Wait("c", nil)
	})
	require.ErrorContains(t, err, "does not repeat itself")

	_, err = scheduler.Explore(t.Context(), scheduler.Options{Replay: "500.1"}, counters(2))
	require.ErrorContains(t, err, "the program ended before point 500")
	_, err = scheduler.Explore(t.Context(), scheduler.Options{Replay: "0.9"}, counters(2))
	require.ErrorContains(t, err, "alternatives, and the schedule takes number 9")
}

func TestParseSchedule(t *testing.T) {
	for _, text := range []string{"", "1", "1.0", "a.b", "3.1-2.1", "1.1-"} {
		_, err := scheduler.ParseSchedule(text)
		assert.ErrorContains(t, err, "as in 4.1-17.2", text)
	}
	s, err := scheduler.ParseSchedule("default")
	require.NoError(t, err)
	assert.Equal(t, "default", s.String())
	_, _, err = scheduler.ParseReplay("4.1@x")
	require.ErrorContains(t, err, "4.1@x: want a number of steps")
	s, behind, err := scheduler.ParseReplay("4.1@17")
	require.NoError(t, err)
	assert.Equal(t, 17, behind)
	assert.Equal(t, "4.1@17", s.Behind(behind))
}

// TestStops plants what ends a search early: it never says "exhausted" then.
func TestStops(t *testing.T) {
	tests := []struct {
		name    string
		options scheduler.Options
		ctx     func() context.Context
		why     string
	}{
		{"schedules", scheduler.Options{Delays: 3, Schedules: 5}, t.Context, "5 schedules tried, at 4 of"},
		{"time", scheduler.Options{Delays: 3}, cancelled, "no time left, at 0 of 1 schedules with 0 delays"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := scheduler.Explore(tt.ctx(), tt.options, philosophers(3, true))
			require.NoError(t, err)
			assert.Equal(t, scheduler.Stopped, a.Verdict)
			assert.Contains(t, a.Why, tt.why)
		})
	}
}

func cancelled() context.Context {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	return ctx
}

// TestUnknownGoroutine has goroutines that were not created through the run reach a
// scheduling point: the search ends and names the operation, and nothing crashes.
func TestUnknownGoroutine(t *testing.T) {
	_, err := scheduler.Explore(t.Context(), scheduler.Options{Delays: 2}, func(r *scheduler.Run) {
		done := make(chan struct{})
		for range 2 {
			go func() {
				defer func() { done <- struct{}{} }()
				r.Wait("chan send", nil)
				panic("it went on")
			}()
		}
		<-done
		<-done
		r.Wait("after", nil)
	})
	require.ErrorAs(t, err, new(scheduler.RefusedError))
	assert.ErrorContains(t, err, "not modelled: chan send at ")
	assert.ErrorContains(t, err, "search_test.go")
	_, err = scheduler.Explore(t.Context(), scheduler.Options{Delays: 2}, func(r *scheduler.Run) { r.Refuse("a wish") })
	assert.EqualError(t, err, "not modelled: a wish")
}

// TestCutAfterFailure has schedules that are cut short tried after one that fails,
// in some order: it fails all the same.
func TestCutAfterFailure(t *testing.T) {
	program := func(r *scheduler.Run) {
		switch r.Choose(3) {
		case 1:
			r.Fail(scheduler.Outcome, "one")
		case 2:
			for {
				r.Go(func() {})
				r.Yield("go on")
			}
		}
	}
	seen := map[scheduler.Verdict]bool{}
	for seed := range uint64(10) {
		a := explore(t, scheduler.Options{Delays: 1, Steps: 200, Seed: seed}, program)
		assert.Equal(t, a.Failure != nil, a.Verdict == scheduler.Fails, "%v %v", a.Verdict, a.Failure)
		seen[a.Verdict] = true
	}
	assert.Equal(t, map[scheduler.Verdict]bool{scheduler.Fails: true, scheduler.Stopped: true}, seen)
}
