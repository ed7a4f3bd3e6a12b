package scheduler_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/explore/scheduler"
)

// survey lets a program be explored with so many schedules.
func survey(t *testing.T, schedules int, p scheduler.Program) scheduler.Answer {
	t.Helper()
	return explore(t, scheduler.Options{Survey: true, Schedules: schedules, Accesses: true}, p)
}

// leaves has a goroutine left behind.
func leaves(r *scheduler.Run) {
	l := &latch{r: r}
	r.Go(func() { l.wait() })
}

// impatient waits for another goroutine, but not for longer than a second.
func impatient(r *scheduler.Run) {
	done, late, guard := false, false, new(anyOf)
	r.Go(func() { r.Sleep(time.Millisecond); done = true })
	r.NewTimer(time.Second, func() { late = true }, nil)
	guard.of = []*bool{&done, &late}
	r.Wait("result", guard)
	if !done {
		r.Fail(scheduler.Assertion, "too late")
	}
}

type anyOf struct{ of []*bool }

func (a *anyOf) Ready() bool { return *a.of[0] || *a.of[1] }

// TestSurvey holds all that a survey says against what is known of a program. Each
// failure is replayed by its schedule.
func TestSurvey(t *testing.T) {
	type finding struct {
		class  scheduler.Class
		kind   scheduler.Kind
		delays int
	}
	tests := []struct {
		name      string
		program   scheduler.Program
		schedules int
		verdict   scheduler.Verdict
		complete  bool
		want      []finding
	}{
		{"right", counters(1), 0, scheduler.Proven, true, nil},
		{"wrong", counters(2), 0, scheduler.Fails, true, []finding{{scheduler.Bug, scheduler.Outcome, 1}}},
		{"three delays", inARow(4), 800, scheduler.Fails, true, []finding{{scheduler.Bug, scheduler.Outcome, 3}}},
		{"a leak only", leaves, 0, scheduler.Proven, true, []finding{{scheduler.LeftBehind, scheduler.Leak, 0}}},
		{"a leak before a bug", func(r *scheduler.Run) { leaves(r); philosophers(2, false)(r) }, 1000, scheduler.Fails, true, []finding{
			{scheduler.Bug, scheduler.Deadlock, 1}, {scheduler.LeftBehind, scheduler.Leak, 0},
		}},
		{"two places", func(r *scheduler.Run) {
			leaves(r)
			never := &latch{r: r}
			for range 3 {
				r.Go(func() { never.wait() })
			}
		}, 0, scheduler.Proven, true, []finding{{scheduler.LeftBehind, scheduler.Leak, 0}, {scheduler.LeftBehind, scheduler.Leak, 0}}},
		{"two bugs", func(r *scheduler.Run) {
			x := 0
			r.Go(func() { x = 1 })
			r.Wait("look", nil)
			if x == 1 {
				r.Fail(scheduler.Outcome, "it came")
			}
			r.Wait("look again", nil)
			if x == 1 {
				r.Fail(scheduler.Outcome, "it came late")
			}
		}, 0, scheduler.Fails, true, []finding{{scheduler.Bug, scheduler.Outcome, 1}, {scheduler.Bug, scheduler.Outcome, 1}}},
		{"an early timer", impatient, 0, scheduler.Proven, true, []finding{{scheduler.EarlyTimer, scheduler.Assertion, 1}}},
		{"a timer withheld between choices", func(r *scheduler.Run) {
			r.NewTimer(time.Second, func() {}, nil)
			for range 2 {
				r.Go(func() { r.Wait("a step", nil) })
				r.Wait("look", nil)
			}
		}, 0, scheduler.Proven, true, nil},
		{"left in a bubble", func(r *scheduler.Run) { r.ExactTime(); leaves(r) }, 0, scheduler.Fails, true, []finding{{scheduler.Bug, scheduler.Deadlock, 0}}},
		{"sleeps in a bubble whose time has stopped", func(r *scheduler.Run) {
			r.ExactTime()
			r.Go(func() { r.Sleep(time.Second) })
		}, 0, scheduler.Fails, true, []finding{{scheduler.Bug, scheduler.Deadlock, 0}}},
		{"started before", func(r *scheduler.Run) { leaves(r); r.Initialised() }, 0, scheduler.Proven, true, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := survey(t, tt.schedules, tt.program)
			var got []finding
			prints := map[string]bool{}
			for _, f := range a.Findings {
				got = append(got, finding{f.Class, f.Failure.Kind, f.Delays})
				assert.NotEmpty(t, f.Trace)
				assert.Equal(t, f.Class == scheduler.EarlyTimer, f.Early > 0)
				prints[f.Fingerprint] = true
				again := explore(t, scheduler.Options{Survey: true, Replay: f.Schedule.String()}, tt.program)
				require.NotEmpty(t, again.Findings)
				assert.Equal(t, f.Trace, again.Findings[0].Trace)
			}
			assert.Equal(t, tt.want, got)
			assert.Len(t, prints, len(got), "fingerprints tell them apart")
			assert.Equal(t, tt.verdict, a.Verdict, a.Why)
			assert.Equal(t, tt.complete, a.Complete)
			assert.Equal(t, tt.verdict == scheduler.Fails, a.Failure != nil)
		})
	}
	a := explore(t, scheduler.Options{Survey: true}, counters(1))
	assert.Equal(t, scheduler.Exhausted, a.Verdict, "there may be a data race between two points")
}

// TestOneOrder has one goroutine, so that timers alone make schedules: more of them than are tried,
// but so many levels were finished.
func TestOneOrder(t *testing.T) {
	a := survey(t, 60, func(r *scheduler.Run) {
		late := make([]bool, 40)
		for i := range late {
			r.NewTimer(time.Second, func() { late[i] = true }, nil)
			r.Wait("look", nil)
		}
	})
	assert.Equal(t, scheduler.Exhausted, a.Verdict, a.Why)
	assert.False(t, a.Complete)
	assert.Positive(t, a.Delays)
	assert.Equal(t, a.Early, a.Delays)
}

// TestDrawnLevel has a level that there is no room for: so many of its schedules are drawn,
// and nothing is called exhausted that was not.
func TestDrawnLevel(t *testing.T) {
	all := explore(t, scheduler.Options{Delays: 2}, philosophers(3, true))
	require.Equal(t, scheduler.Exhausted, all.Verdict)
	one := explore(t, scheduler.Options{Delays: 1}, philosophers(3, true))
	const drawn = 20
	a, err := scheduler.ExploreInRoom(t.Context(), scheduler.Options{Delays: 2}, one.Schedules+drawn, philosophers(3, true))
	require.NoError(t, err)
	assert.Equal(t, scheduler.Stopped, a.Verdict)
	assert.Equal(t, 1, a.Delays)
	assert.Equal(t, one.Schedules+drawn, a.Schedules)
	assert.Equal(t, "20 of the schedules with 2 delays were drawn", a.Why)

	a, err = scheduler.ExploreInRoom(t.Context(), scheduler.Options{Delays: 2}, one.Schedules, philosophers(3, true))
	require.NoError(t, err)
	assert.Equal(t, scheduler.Stopped, a.Verdict)
	assert.Equal(t, one.Schedules, a.Schedules)
}

// TestDrawn has a failure that needs more delays than there are schedules for: it is found
// by drawing, and shrunk.
func TestDrawn(t *testing.T) {
	schedules := testmain.Sample(t, 3000, 400)
	a := survey(t, schedules, func(r *scheduler.Run) { crowd(r); inARow(3)(r) })
	require.Len(t, a.Findings, 2)
	assert.Equal(t, 1, a.Findings[0].Delays)
	assert.LessOrEqual(t, a.Findings[1].Delays, 3, "%v", a.Findings[1].Schedule)
	assert.Equal(t, schedules, a.Schedules)
}

// TestBehindRace has a race that is reported once in a process, as the detector does, and
// hides a failure after it in the only schedule that shows either.
func TestBehindRace(t *testing.T) {
	reported := false
	a := survey(t, 0, func(r *scheduler.Run) {
		came := false
		r.Go(func() { came = true })
		if r.Wait("look", nil); !came {
			return
		}
		if !reported {
			reported = true
			r.Fail(scheduler.Race, "a data race")
		}
		r.Fail(scheduler.Outcome, "it came")
	})
	var kinds []scheduler.Kind
	for _, f := range a.Findings {
		kinds = append(kinds, f.Failure.Kind)
	}
	assert.ElementsMatch(t, []scheduler.Kind{scheduler.Race, scheduler.Outcome}, kinds)
	assert.True(t, a.Complete)
}

// TestUnended has one schedule without an end, in which goroutines come and go: a survey goes
// on after it, and claims no level that it is of.
func TestUnended(t *testing.T) {
	a := explore(t, scheduler.Options{Survey: true, Steps: 200}, func(r *scheduler.Run) {
		switch r.Choose(3) {
		case 1:
			for {
				r.Go(func() {})
				r.Yield("go on")
			}
		case 2:
			r.Fail(scheduler.Outcome, "two")
		}
	})
	require.Len(t, a.Findings, 1)
	assert.False(t, a.Complete)
	alone := explore(t, scheduler.Options{Survey: true, Steps: 200}, func(r *scheduler.Run) {
		if r.Choose(2) == 1 {
			for {
				r.Go(func() {})
				r.Yield("go on")
			}
		}
	})
	assert.Equal(t, scheduler.Stopped, alone.Verdict)
	assert.Equal(t, 0, alone.Delays)
	assert.Contains(t, alone.Why, "more than 200 steps")
}

// TestLateTimers has a timer that only some schedules arm: it is asked about all the same.
func TestLateTimers(t *testing.T) {
	a := survey(t, 0, func(r *scheduler.Run) {
		came := false
		r.Go(func() { came = true })
		if r.Wait("look", nil); came {
			impatient(r)
		}
	})
	require.Len(t, a.Findings, 1)
	assert.Equal(t, scheduler.EarlyTimer, a.Findings[0].Class)
	assert.Equal(t, scheduler.Proven, a.Verdict)
}
