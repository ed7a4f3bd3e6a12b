package proof_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/trial"
)

// builder returns the one that the command uses as well, and so do its builds.
func builder(t *testing.T) *trial.Builder {
	t.Helper()
	b, err := trial.NewBuilder(t.Context())
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
