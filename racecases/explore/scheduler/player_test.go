package scheduler_test

import (
	"encoding/json"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore/scheduler"
)

func play(t *testing.T, program scheduler.Program, schedule string, at int) scheduler.State {
	s, err := scheduler.Play{Schedule: schedule, At: at}.State(t.Context(), scheduler.Options{}, program)
	require.NoError(t, err)
	return s
}

// chooses takes a number in the middle of a step, and sleeps.
func chooses(r *scheduler.Run) {
	r.Go(func() { r.Sleep(time.Millisecond) })
	r.Wait("think", nil)
	texts := []string{"heads", "tails"}
	r.Offer(scheduler.ChoosesNumber, len(texts), func(i int) string { return texts[i] })
	r.Returns(texts[r.Choose(len(texts))])
	r.Wait("rest", nil)
}

// TestPlay goes through runs move by move, and back: each state is the same again, and each
// of its choices does what it says.
func TestPlay(t *testing.T) {
	programs := map[string]scheduler.Program{
		"counters": counters(2), "careful": philosophers(3, true), "hasty": philosophers(2, false), "queue": producers(2), "chooses": chooses,
		"one": func(r *scheduler.Run) { r.Wait("first", nil); r.Wait("second", nil) },
	}
	for seed := range uint64(20) {
		programs[fmt.Sprint("drawn ", seed)] = drawn(seed).program
	}
	for name, program := range programs {
		t.Run(name, func(t *testing.T) {
			var states []string
			schedule := "default"
			for at := 0; ; at++ {
				s := play(t, program, schedule, at)
				text, err := json.Marshal(s)
				require.NoError(t, err)
				states = append(states, string(text))
				assert.Equal(t, at, s.At)
				if s.Over {
					break
				}
				tryChoices(t, program, s)
				require.Less(t, at, 1000)
			}
			for at := len(states) - 1; at >= 0; at-- {
				text, err := json.Marshal(play(t, program, schedule, at))
				require.NoError(t, err)
				assert.Equal(t, states[at], string(text), "move %d undone", at+1)
			}
			last, err := json.Marshal(play(t, program, schedule, math.MaxInt))
			require.NoError(t, err)
			assert.Equal(t, states[len(states)-1], string(last), "no moves are made after the end")
		})
	}
}

// tryChoices makes each move that a state offers.
func tryChoices(t *testing.T, program scheduler.Program, s scheduler.State) {
	require.NotEmpty(t, s.Choices)
	for i, c := range s.Choices {
		assert.Equal(t, i, c.Number)
		assert.NotEmpty(t, c.Text)
		schedule := s.Schedule
		if i > 0 {
			schedule = fmt.Sprintf("%s-%d.%d", s.Schedule, s.Point, i)
			if s.Schedule == "default" {
				schedule = fmt.Sprintf("%d.%d", s.Point, i)
			}
		}
		next := play(t, program, schedule, s.At+1)
		assert.Equal(t, schedule, next.Schedule)
		if c.Kind == scheduler.ChoosesGoroutine || c.Kind == scheduler.ChoosesTimer {
			assert.Equal(t, c.Goroutine, next.Trace[len(s.Trace)].Goroutine, "%s: %s", schedule, c.Text)
		}
	}
}

// TestForcedMoves: a move with one choice counts, and no schedule names it.
func TestForcedMoves(t *testing.T) {
	program := func(r *scheduler.Run) { r.Wait("first", nil); r.Wait("second", nil) }
	for at, want := range []string{"first", "second"} {
		s := play(t, program, "", at)
		require.Len(t, s.Choices, 1)
		assert.Equal(t, "main: "+want, s.Choices[0].Text)
		assert.Zero(t, s.Point)
	}
	assert.True(t, play(t, program, "", 2).Over)
}

// TestChoiceInAStep: what is chosen inside of a step is in words, and where that is known the
// goroutine stands there.
func TestChoiceInAStep(t *testing.T) {
	at := 0
	s := play(t, chooses, "", at)
	for ; s.Choices[0].Kind != scheduler.ChoosesNumber; at++ {
		s = play(t, chooses, "", at)
	}
	assert.Equal(t, []scheduler.Choice{
		{Number: 0, Kind: scheduler.ChoosesNumber, Text: "heads"}, {Number: 1, Kind: scheduler.ChoosesNumber, Text: "tails"},
	}, s.Choices)
	assert.Contains(t, s.Goroutines[0].Where[0].Func, "chooses")
	assert.Empty(t, s.Outcome)
	assert.Equal(t, "heads", play(t, chooses, "", at).Outcome)
	assert.Equal(t, "tails", play(t, chooses, fmt.Sprintf("%d.1", s.Point), at).Outcome)
}

// TestCreatedByATimer: a goroutine that a timer creates stands where the timer was made.
func TestCreatedByATimer(t *testing.T) {
	s := play(t, func(r *scheduler.Run) {
		r.NewTimer(time.Second, func() { r.Go(func() {}) }, nil)
		r.Sleep(2 * time.Second)
	}, "", 0)
	require.Len(t, s.Goroutines, 2)
	assert.Contains(t, s.Goroutines[1].Where[0].Func, "TestCreatedByATimer")
	assert.Equal(t, s.Goroutines[1].Where, s.Goroutines[1].Created)
}

// TestPlayedFailures: a run that fails is seen before anything unwinds, and fails as it does
// in a replay.
func TestPlayedFailures(t *testing.T) {
	waits := func(r *scheduler.Run) *lock {
		l := &lock{r: r, name: "l"}
		l.acquire()
		for range 2 {
			r.Go(l.acquire)
		}
		r.Sleep(time.Second)
		return l
	}
	main := map[string]struct {
		program scheduler.Program
		want    []scheduler.GoroutineStatus // of main and two others
	}{
		"deadlock": {func(r *scheduler.Run) { waits(r).acquire() }, []scheduler.GoroutineStatus{scheduler.Waits, scheduler.Waits, scheduler.Waits}},
		"leak":     {func(r *scheduler.Run) { waits(r) }, []scheduler.GoroutineStatus{scheduler.Ended, scheduler.Waits, scheduler.Waits}},
		"panic": {func(r *scheduler.Run) {
			defer waits(r).release()
			panic("planted")
		}, []scheduler.GoroutineStatus{scheduler.Failed, scheduler.CanGoOn, scheduler.CanGoOn}},
		"outcome": {func(r *scheduler.Run) {
			waits(r)
			r.Fail(scheduler.Outcome, "planted")
		}, []scheduler.GoroutineStatus{scheduler.Failed, scheduler.Waits, scheduler.Waits}},
	}
	for kind, tt := range main {
		t.Run(kind, func(t *testing.T) {
			replayed, err := scheduler.Explore(t.Context(), scheduler.Options{Replay: "default"}, tt.program)
			require.NoError(t, err)
			s := play(t, tt.program, "", math.MaxInt)
			require.NotNil(t, s.Failure)
			assert.Equal(t, scheduler.Kind(kind), s.Failure.Kind)
			assert.Equal(t, replayed.Failure.Message, s.Failure.Message)
			assert.Equal(t, replayed.Failure.Waits, s.Failure.Waits)
			assert.Equal(t, replayed.Trace, s.Trace)
			assert.Empty(t, s.Failure.Stack)
			assert.True(t, s.Over)
			assert.Empty(t, s.Choices)
			for i, want := range tt.want {
				assert.Equal(t, want, s.Goroutines[i].Status, s.Goroutines[i].Name)
			}
		})
	}
}

// TestBadPlays: no state is of a schedule of another program, or of one that is refused or
// does not come there.
func TestBadPlays(t *testing.T) {
	one := func(r *scheduler.Run) { r.Wait("first", nil) }
	for _, tt := range []struct {
		name    string
		program scheduler.Program
		play    scheduler.Play
		want    string
	}{
		{"no schedule", one, scheduler.Play{Schedule: "1"}, `schedule "1": want default`},
		{"after the end", one, scheduler.Play{Schedule: "3.1", At: 9}, "the program ended before point 3, with 1 delay left over: it is of another program"},
		{"too many", counters(2), scheduler.Play{Schedule: "0.9", At: 9}, "it is of another program"},
		{"refused", func(r *scheduler.Run) { r.Refuse("os.Pipe") }, scheduler.Play{At: 9}, "not modelled: os.Pipe"},
		{"skipped", func(r *scheduler.Run) { r.Skip("not here") }, scheduler.Play{At: 9}, "not here"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.play.State(t.Context(), scheduler.Options{}, tt.program)
			require.ErrorContains(t, err, tt.want)
		})
	}
	never := func(r *scheduler.Run) {
		for {
			r.Wait("again", nil)
		}
	}
	_, err := scheduler.Play{At: math.MaxInt}.State(t.Context(), scheduler.Options{Steps: 100}, never)
	require.ErrorContains(t, err, "more than 100 steps")
}

// TestDueTimer: where time stands still a timer that is due is a choice beside goroutines.
func TestDueTimer(t *testing.T) {
	program := func(r *scheduler.Run) {
		r.ExactTime()
		r.Go(func() { r.Sleep(time.Second); r.Wait("work", nil) })
		r.NewTimer(time.Second, func() {}, nil)
		r.NewTimer(2*time.Second, func() {}, nil)
		r.Sleep(3 * time.Second)
	}
	texts := map[string]int{}
	for at := 0; ; at++ {
		s := play(t, program, "0.1", at)
		for _, c := range s.Choices {
			if c.Kind == scheduler.ChoosesTimer {
				texts[c.Text]++
			}
		}
		if s.Over {
			break
		}
	}
	assert.Contains(t, texts, "a timer that is due fires")
	assert.NotContains(t, texts, "a timer fires 0s early")
}
