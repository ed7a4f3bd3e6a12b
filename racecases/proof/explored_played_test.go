package proof_test

import (
	"errors"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/primitives/testmain"
	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
	"threadlab/racecases/trial"
)

// TestPlayAgreesWithReplay plays the schedule of every witness to its end, in one child: it
// fails as the replay does.
func TestPlayAgreesWithReplay(t *testing.T) {
	t.Parallel()
	player, err := build(t, corpus.Broken, explore.BuildMode{Played: true}).Player(t.Context())
	require.NoError(t, err)
	for _, w := range witnesses(t) {
		play := scheduler.Play{Schedule: w.Schedule, At: math.MaxInt}
		if w.Accesses {
			play.Open = []string{"all"}
		}
		s, err := player.State(explore.Job{
			Entry: w.Name(), Play: &play, Options: explore.Options{Waiting: trial.ExploredOptions().Waiting, Time: time.Minute},
		})
		if !assert.NoError(t, err, w.Name()) {
			continue
		}
		if w.Ends == corpus.RacyPair {
			assert.NotEmpty(t, meets(player, w.Name(), play, s.At), "%s: no accesses meet", w.Name())
			continue
		}
		if assert.NotNil(t, s.Failure, w.Name()) {
			assert.Equal(t, w.Failure.Kind, s.Failure.Kind, w.Name())
			assert.Equal(t, w.Failure.Message, s.Failure.Message, w.Name())
		}
	}
	require.NoError(t, player.Close())
}

// TestPlayedRaces: in a case that has no data race no two accesses meet, and in many of the others
// some do.
func TestPlayedRaces(t *testing.T) {
	t.Parallel()
	player, err := build(t, corpus.Broken, explore.BuildMode{Played: true}).Player(t.Context())
	require.NoError(t, err)
	racing, most := 0, testmain.Sample(t, 40, 15) // what a state says is JSON to read
	for _, ref := range corpus.Refs(lessons.All()) {
		if ref.Case.Negative {
			continue
		}
		marks, err := ref.Marks(corpus.Broken)
		require.NoError(t, err)
		isRace := func(m corpus.Mark) bool { return m.Kind == corpus.RaceRead || m.Kind == corpus.RaceWrite }
		found := meetsInTurn(t, player, ref.Name(), most)
		if slices.ContainsFunc(marks, isRace) {
			racing += len(found) / 2
			continue
		}
		assert.Empty(t, found, ref.Name())
	}
	assert.Greater(t, racing, 10)
	require.NoError(t, player.Close())
}

// meets returns the accesses of the first state in which two meet, of those before so many moves.
func meets(player *explore.Player, entry string, play scheduler.Play, end int) []scheduler.RacingAccess {
	for play.At = range end {
		s, err := player.State(explore.Job{Entry: entry, Play: &play})
		if err != nil || s.Over {
			return nil
		}
		if len(s.Race) > 0 {
			return s.Race
		}
	}
	return nil
}

// meetsInTurn is meets of a run in which goroutines take turns after each move.
func meetsInTurn(t *testing.T, player *explore.Player, entry string, most int) []scheduler.RacingAccess {
	play := scheduler.Play{Open: []string{"all"}}
	var schedule scheduler.Schedule
	for ; play.At < most; play.At++ {
		s, err := player.State(explore.Job{Entry: entry, Play: &play})
		if errors.As(err, new(explore.RefusedError)) {
			return nil
		}
		require.NoError(t, err, entry)
		if s.Over || len(s.Race) > 0 {
			return s.Race
		}
		if n := play.At % len(s.Choices); n > 0 {
			schedule = append(schedule, scheduler.Delay{Point: s.Point, Alternative: n})
			play.Schedule = schedule.String()
		}
	}
	return nil
}
