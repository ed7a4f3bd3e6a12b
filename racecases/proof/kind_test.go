package proof_test

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
)

// TestKinds: how each case is played is what the explorer says today, and each that can be
// played has a kind. It plants wrong ones.
func TestKinds(t *testing.T) {
	t.Parallel()
	b := builder(t)
	check := func(refs []corpus.Ref) (wrong []string) {
		var cases []proof.Witnessed
		for _, ref := range refs {
			w, known, err := ref.Witness()
			require.NoError(t, err)
			cases = append(cases, proof.Witnessed{Ref: ref, Witness: w, Known: known})
		}
		kinds, err := proof.FindKinds(t.Context(), b, cases)
		require.NoError(t, err)
		for i, ref := range refs {
			written, err := ref.Kind(ref.Halves()[0])
			require.NoError(t, err)
			if written != kinds[i] {
				wrong = append(wrong, ref.Name()+": "+string(kinds[i]))
			}
		}
		return wrong
	}
	assert.Empty(t, check(corpus.Refs(lessons.All())), "%s writes them anew", corpus.RenewWitnesses)

	var planted []corpus.Ref
	for _, name := range []string{"lock/abba", "lock/lost-update", "lock/split-critical-section", "lock/defer-lock"} {
		ref, err := lessons.Find(name)
		require.NoError(t, err)
		witness, err := ref.Source(corpus.WitnessFile)
		require.NoError(t, err)
		ref.Lesson.Source = fstest.MapFS{
			corpus.WitnessFile: {Data: witness},
			corpus.KindFile:    {Data: []byte(ref.Case.Slug + " prove it\n")},
		}
		planted = append(planted, ref)
	}
	assert.Equal(t, []string{
		"lock/abba: save it", "lock/lost-update: break it", "lock/split-critical-section: break it", "lock/defer-lock: watch it",
	}, check(planted))
}
