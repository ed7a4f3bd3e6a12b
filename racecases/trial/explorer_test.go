package trial_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/trial"
)

// TestProgramIsKept: what is compiled for the explorer names the files of the lessons,
// not those that were compiled in their place, and is not compiled a second time.
func TestProgramIsKept(t *testing.T) {
	t.Parallel()
	build := func() (dir string, made os.FileInfo) {
		b, err := trial.NewBuilder(t.Context())
		require.NoError(t, err)
		p, err := b.Program(t.Context(), corpus.Correct, explore.BuildMode{})
		require.NoError(t, err)
		made, err = os.Stat(p.File())
		require.NoError(t, err)
		return filepath.Dir(p.File()), made
	}
	dir, first := build()
	program, err := os.ReadFile(filepath.Join(dir, "child"))
	require.NoError(t, err)
	assert.True(t, bytes.Contains(program, []byte("threadlab/racecases/lessons/lock/lost_update.go")))
	assert.False(t, bytes.Contains(program, []byte(dir)))
	_, second := build()
	assert.True(t, os.SameFile(first, second))
}
