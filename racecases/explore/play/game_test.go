package play_test

import (
	"math"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/play"
	"threadlab/racecases/explore/scheduler"
)

// An engine plays a program in this process.
type engine struct {
	t       *testing.T
	program scheduler.Program
}

func (e engine) Play(at scheduler.Play) (scheduler.State, error) {
	return at.State(e.t.Context(), scheduler.Options{}, e.program)
}

func (e engine) Find(from scheduler.Play, survivor bool) (explore.Report, error) {
	a, err := scheduler.Explore(e.t.Context(), scheduler.Options{After: &from, Survivor: survivor, Delays: 3}, e.program)
	r := explore.Report{Verdict: a.Verdict, Schedules: a.Schedules}
	if a.Verdict == scheduler.Fails || a.Verdict == scheduler.Survives {
		r.Replay = a.Schedule.String()
	}
	return r, err
}

// lostUpdate loses an update if a goroutine is stopped between its load and its store, which
// are moves where a statement is open.
func lostUpdate(r *scheduler.Run) {
	counter, ended := 0, 0
	access := func(op string) {
		if len(r.Open()) > 0 {
			r.Wait(op, nil)
		}
	}
	for range 2 {
		r.Go(func() {
			r.Wait("begin", nil)
			access("read")
			loaded := counter
			access("write counter")
			counter = loaded + 1
			r.Wait("end", nil)
			ended++
		})
	}
	r.Wait("join", joined{&ended})
	if counter != 2 {
		r.Fail(scheduler.Outcome, "counter = %d, want 2", counter)
	}
}

// joined opens when both goroutines have ended.
type joined struct{ ended *int }

func (j joined) Ready() bool { return *j.ended == 2 }

func start(t *testing.T, at scheduler.Play) *play.Game {
	t.Helper()
	g, err := play.Start(engine{t, lostUpdate}, at)
	require.NoError(t, err)
	return g
}

// TestMoves goes to the end, back, on along what was played, and another way.
func TestMoves(t *testing.T) {
	g := start(t, scheduler.Play{})
	require.ErrorContains(t, g.Undo(), "this is the start")
	require.ErrorContains(t, g.Choose(9), "there is no choice 9")
	assert.False(t, g.Follows())
	for !g.State.Over {
		require.NoError(t, g.Next())
	}
	end := g.State
	assert.Nil(t, end.Failure)
	assert.Equal(t, "default", end.Schedule)
	require.ErrorIs(t, g.Next(), play.ErrOver)
	require.ErrorIs(t, g.Choose(0), play.ErrOver)

	require.NoError(t, g.GoTo(2))
	assert.Equal(t, 2, g.State.At)
	assert.True(t, g.Follows(), "these moves were made before")
	assert.Equal(t, end.At, g.Far())
	require.Greater(t, len(g.State.Choices), 1)
	require.NoError(t, g.Choose(1))
	assert.Equal(t, 3, g.State.At)
	assert.Equal(t, 3, g.Far(), "the way that was gone is another one now")
	assert.False(t, g.Follows())
	assert.NotEqual(t, "default", g.State.Schedule)
	other := g.State
	require.NoError(t, g.Undo())
	assert.True(t, g.Follows())
	require.NoError(t, g.Next())
	assert.Equal(t, other, g.State, "on along what was undone")
	require.NoError(t, g.GoTo(1000))
	assert.True(t, g.State.Over)
	require.NoError(t, g.Show(scheduler.Play{Schedule: end.Schedule, At: 1}))
	assert.Equal(t, 1, g.State.At)
	require.Error(t, g.Show(scheduler.Play{Schedule: "1.9", At: 9}))
	assert.Equal(t, 1, g.State.At, "nothing has changed")
}

// TestFind follows what is found to its end, and leaves it with another choice.
func TestFind(t *testing.T) {
	g := start(t, scheduler.Play{Open: []string{"all"}})
	require.NoError(t, g.Next())
	r, err := g.Find(false)
	require.NoError(t, err)
	require.Equal(t, scheduler.Fails, r.Verdict)
	assert.Equal(t, 1, g.State.At, "to find is no move")
	for !g.State.Over {
		assert.True(t, g.Follows())
		require.NoError(t, g.Next())
	}
	require.NotNil(t, g.State.Failure)
	assert.Equal(t, r.Replay, g.State.Schedule)

	again, err := play.Start(engine{t, lostUpdate}, scheduler.Play{Schedule: r.Replay, At: 2, Open: []string{"all"}})
	require.NoError(t, err)
	assert.True(t, again.Follows())
	require.NoError(t, again.GoTo(1000))
	assert.Equal(t, g.State, again.State)

	require.NoError(t, g.GoTo(0))
	r, err = g.Find(true)
	require.NoError(t, err)
	assert.Equal(t, scheduler.Survives, r.Verdict)
	require.NoError(t, g.GoTo(1000))
	assert.Nil(t, g.State.Failure)

	closed := start(t, scheduler.Play{})
	r, err = closed.Find(false)
	require.NoError(t, err)
	assert.Empty(t, r.Replay)
	assert.False(t, closed.Follows())
}

// TestToggle opens all statements in the middle of a run and closes them again: the
// goroutines stand where they stood.
func TestToggle(t *testing.T) {
	g := start(t, scheduler.Play{})
	for range 4 {
		require.NoError(t, g.Next())
	}
	stand := func() (ops []string) {
		for _, s := range g.State.Goroutines {
			ops = append(ops, s.Op)
		}
		return ops
	}
	before, closed := stand(), g.State
	opened, err := g.Toggle("all")
	require.NoError(t, err)
	assert.True(t, opened)
	assert.Equal(t, before, stand())
	assert.Greater(t, g.State.At, closed.At, "accesses are moves")

	opened, err = g.Toggle("all")
	require.NoError(t, err)
	assert.False(t, opened)
	assert.Equal(t, closed, g.State)

	g = start(t, scheduler.Play{Open: []string{"all"}})
	r, err := g.Find(false)
	require.NoError(t, err)
	require.NoError(t, g.GoTo(1000))
	_, err = g.Toggle("all")
	require.ErrorContains(t, err, "other goroutines have moved inside of all", r.Replay)
	assert.Equal(t, []string{"all"}, g.Open, "nothing has changed")
}

func TestParse(t *testing.T) {
	tests := []struct {
		line string
		want play.Command
		bad  string
	}{
		{"", play.Command{Verb: play.Next}, ""},
		{"  ", play.Command{Verb: play.Next}, ""},
		{"2", play.Command{Verb: play.Pick, Arg: "2"}, ""},
		{" 1 1 g2 ", play.Command{Verb: play.Pick, Arg: "1 1 g2"}, ""},
		{"g1", play.Command{Verb: play.Pick, Arg: "g1"}, ""},
		{"t", play.Command{Verb: play.Pick, Arg: "t"}, ""},
		{"u", play.Command{Verb: play.Undo}, ""},
		{"undo", play.Command{Verb: play.Undo}, ""},
		{"g", play.Command{Verb: play.GoTo, Arg: strconv.Itoa(math.MaxInt)}, ""},
		{"g end", play.Command{Verb: play.GoTo, Arg: strconv.Itoa(math.MaxInt)}, ""},
		{"g 12", play.Command{Verb: play.GoTo, Arg: "12"}, ""},
		{"s  a b", play.Command{Verb: play.Save, Arg: "a b"}, ""},
		{"e", play.Command{Verb: play.Toggle}, ""},
		{"?", play.Command{Verb: play.Help}, ""},
		{"quit", play.Command{Verb: play.Quit}, ""},
		{"g x", play.Command{}, "g wants a number of moves"},
		{"goto -1", play.Command{}, "goto wants a number of moves"},
		{"r 3", play.Command{}, `r takes no operand, and got "3"`},
	}
	for _, tt := range tests {
		got, err := play.Parse(tt.line)
		if tt.bad != "" {
			require.ErrorContains(t, err, tt.bad)
			continue
		}
		require.NoError(t, err)
		assert.Equal(t, tt.want, got, tt.line)
	}
}

// TestOptions: goroutines have their numbers for labels, and where the default is hidden
// nothing in the order shows it.
func TestOptions(t *testing.T) {
	labels := func(choices []scheduler.Choice, hidden bool) (all []string) {
		for i := range choices {
			choices[i].Number = i
		}
		for _, o := range play.Options(scheduler.State{Choices: choices}, hidden) {
			all = append(all, o.Label+" "+o.Text)
		}
		return all
	}
	run, timer := scheduler.ChoosesGoroutine, scheduler.ChoosesTimer
	goroutines := []scheduler.Choice{{Kind: run, Goroutine: 2, Text: "b"}, {Kind: run, Goroutine: 0, Text: "a"}, {Kind: timer, Goroutine: scheduler.Clock, Text: "c"}}
	assert.Equal(t, []string{"0 a", "2 b", "t c"}, labels(goroutines, false))
	assert.Equal(t, []string{"0 a", "2 b", "t c"}, labels(goroutines, true))
	instant := []scheduler.Choice{{Kind: timer, Goroutine: scheduler.Clock, Text: "first"}, {Kind: timer, Goroutine: scheduler.Clock, Text: "second"}}
	assert.Equal(t, []string{"0 first", "1 second"}, labels(instant, false), "timers of one instant")
	cases := []scheduler.Choice{{Kind: scheduler.ChoosesCase, Text: "case z"}, {Kind: scheduler.ChoosesCase, Text: "case a"}}
	assert.Equal(t, []string{"0 case z", "1 case a"}, labels(cases, false))
	assert.Equal(t, []string{"0 case a", "1 case z"}, labels(cases, true))

	options := play.Options(scheduler.State{Choices: goroutines}, true)
	for text, number := range map[string]int{"0": 1, "main": 1, "g2": 0, "t": 2} {
		o, err := play.Picked(options, text)
		require.NoError(t, err)
		assert.Equal(t, number, o.Number, text)
	}
	_, err := play.Picked(options, "1")
	require.EqualError(t, err, `"1": want 0, 2, t, or a letter (? lists them)`)
	_, err = play.Picked(nil, "1")
	require.ErrorIs(t, err, play.ErrOver)
}
