package proof_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
)

// TestWitnesses replays the schedule of every broken half that has one: it fails as
// it is written, at the marked lines. It plants schedules that do not, and looks for
// some anew.
func TestWitnesses(t *testing.T) {
	t.Parallel()
	b := builder(t)
	for _, w := range witnesses(t) {
		marks, err := w.Marks(corpus.Broken)
		require.NoError(t, err)
		assert.True(t, proof.OnMarks(w.Ref, marks, w.Failure), "%s: no mark is on\n%v\n%s", w.Name(), w.Failure, w.Failure.Stack)
	}
	for _, tt := range []struct{ name, line, want string }{
		{"it does not fail", "atomic-load-store outcome operations default", "schedule default does not fail"},
		{"it ends otherwise", "atomic-load-store deadlock operations 3.1", "should end in deadlock and ends in outcome"},
		{"of another program", "atomic-load-store outcome operations 3.9", "it is of another program"},
		{"no accesses meet", "atomic-load-store meeting accesses default", "schedule default does not fail"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			ref, err := lessons.Find("gil/atomic-load-store")
			require.NoError(t, err)
			text, err := ref.Text(corpus.Broken)
			require.NoError(t, err)
			ref.Lesson.Source = fstest.MapFS{
				ref.Case.File(corpus.Broken): {Data: []byte(text)},
				corpus.WitnessFile:           {Data: []byte(tt.line)},
			}
			_, err = proof.Replay(t.Context(), b, ref)
			require.ErrorAs(t, err, new(proof.StaleError))
			assert.ErrorContains(t, err, tt.want)
			assert.ErrorContains(t, err, "go tool threadlab witness -renew -case gil/atomic-load-store")
		})
	}
	for name, ends := range map[string]scheduler.Kind{
		"lock/split-critical-section": scheduler.Outcome, "lock/lost-update": scheduler.Outcome, "lock/dcl-plain-pointer": scheduler.RacyPair,
	} {
		ref, err := lessons.Find(name)
		require.NoError(t, err)
		found, ok, err := proof.FindWitness(t.Context(), b, ref, explore.Options{Delays: 2})
		require.NoError(t, err)
		require.True(t, ok, name)
		assert.Equal(t, string(ends), found.Ends, name)
	}
}
