package proof_test

import (
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// TestPlayAgreesWithReplay plays the schedule of every witness to its end, in one child: it
// fails as the replay does.
func TestPlayAgreesWithReplay(t *testing.T) {
	t.Parallel()
	b := builder(t)
	refs := corpus.Refs(lessons.All())
	reports, err := proof.Replay(t.Context(), b, refs...)
	require.NoError(t, err)
	program, err := b.Program(t.Context(), corpus.Broken, explore.BuildMode{Played: true})
	require.NoError(t, err)
	player, err := program.Player(t.Context())
	require.NoError(t, err)
	for i, ref := range refs {
		w, ok, err := ref.Witness()
		require.NoError(t, err)
		if !ok {
			continue
		}
		play := scheduler.Play{Schedule: w.Schedule, At: math.MaxInt}
		if w.Accesses {
			play.Open = []string{"all"}
		}
		s, err := player.Play(ref.Name(), play, explore.Options{Waiting: trial.ExploredOptions().Waiting, Time: time.Minute})
		if !assert.NoError(t, err, ref.Name()) {
			continue
		}
		if w.Ends == corpus.RacyPair {
			assertMeets(t, player, ref.Name(), play, s.At)
			continue
		}
		if assert.NotNil(t, s.Failure, ref.Name()) {
			assert.Equal(t, reports[i].Failure.Kind, s.Failure.Kind, ref.Name())
			assert.Equal(t, reports[i].Failure.Message, s.Failure.Message, ref.Name())
		}
	}
	require.NoError(t, player.Close())
}

// assertMeets looks for a state on the way to the end of a play in which two accesses meet.
func assertMeets(t *testing.T, player *explore.Player, entry string, play scheduler.Play, end int) {
	for play.At = range end {
		s, err := player.Play(entry, play, explore.Options{})
		if !assert.NoError(t, err) || len(s.Race) > 0 {
			return
		}
	}
	assert.Fail(t, "no accesses meet", entry)
}
