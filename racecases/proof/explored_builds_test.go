package proof_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// shared returns the builder of all tests. The command uses its builds as well.
var shared = sync.OnceValues(func() (*trial.Builder, error) { return trial.NewBuilder(context.Background()) })

func builder(t *testing.T) *trial.Builder {
	t.Helper()
	b, err := shared()
	require.NoError(t, err)
	return b
}

func build(t *testing.T, half corpus.Half, mode explore.BuildMode) *explore.Program {
	t.Helper()
	p, err := builder(t).Program(t.Context(), half, mode)
	require.NoError(t, err)
	return p
}

func buildBoth(t *testing.T, mode explore.BuildMode) map[corpus.Half]*explore.Program {
	t.Helper()
	return map[corpus.Half]*explore.Program{
		corpus.Broken: build(t, corpus.Broken, mode), corpus.Correct: build(t, corpus.Correct, mode),
	}
}

// A witnessed is a case with a witness, and how that ends when it is replayed.
type witnessed struct {
	corpus.Ref
	corpus.Witness
	explore.Report
}

// replayed replays all witnesses once, for the tests that look at how they end.
var replayed = sync.OnceValues(func() (all []witnessed, err error) {
	b, err := shared()
	if err != nil {
		return nil, err
	}
	refs := corpus.Refs(lessons.All())
	reports, err := proof.Replay(context.Background(), b, refs...)
	if err != nil {
		return nil, err
	}
	for i, ref := range refs {
		if w, ok, err := ref.Witness(); err != nil {
			return nil, err
		} else if ok {
			all = append(all, witnessed{ref, w, reports[i]})
		}
	}
	return all, nil
})

func witnesses(t *testing.T) []witnessed {
	t.Helper()
	all, err := replayed()
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}
