package explore_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// TestPlayer plays the tests of testdata/played. A child that dies of one of them is replaced by
// another one.
func TestPlayer(t *testing.T) {
	t.Parallel()
	program, err := explore.Tests(t.Context(), "testdata/played", ".", "", explore.BuildMode{Played: true})
	require.NoError(t, err)
	build(t, program)
	player, err := program.Player(t.Context())
	require.NoError(t, err)
	defer func() { assert.NoError(t, player.Close()) }()

	open := []string{"played_test.go:22"}
	found, err := player.Search(explore.Job{Entry: "TestLost", Options: explore.Options{Delays: 1, Open: open}})
	require.NoError(t, err)
	require.Equal(t, scheduler.Fails, found.Verdict)
	lost := func() {
		t.Helper()
		s, err := player.State(explore.Job{Entry: "TestLost", Play: &scheduler.Play{Schedule: found.Replay, At: math.MaxInt, Open: open}})
		require.NoError(t, err)
		require.NotNil(t, s.Failure)
		assert.Equal(t, found.Failure.Message, s.Failure.Message)
		assert.Contains(t, s.LeftOut, "TestMain, which is not modelled: os.Pipe")
	}
	lost()
	meet := func(open ...string) (states []scheduler.State) {
		for at := 0; ; at++ {
			s, err := player.State(explore.Job{Entry: "TestLost", Play: &scheduler.Play{Schedule: found.Replay, At: at, Open: open}})
			if err != nil || s.Over {
				return states
			}
			if len(s.Race) > 0 {
				states = append(states, s)
			}
		}
	}
	assert.Empty(t, meet(), "no statement is open")
	states := meet(open...)
	require.NotEmpty(t, states)
	for _, s := range states {
		require.Len(t, s.Race, 2)
		for i, x := range s.Race {
			assert.Equal(t, i+1, x.Goroutine)
			assert.Equal(t, "a.balance", x.Variable)
			assert.Equal(t, "played_test.go", x.Where[0].File)
		}
	}

	_, err = player.State(explore.Job{Entry: "TestDies", Play: &scheduler.Play{At: math.MaxInt}})
	require.ErrorContains(t, err, "TestDies: the explored process crashed, which no schedule may: fatal error: stack overflow")
	lost()
}
