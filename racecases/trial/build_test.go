package trial_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/trial"
)

// TestBuildIsKept: a build is made once, one of another file is another, and of one that
// does not compile nothing is kept.
func TestBuildIsKept(t *testing.T) {
	t.Parallel()
	b, err := trial.NewBuilder(t.Context())
	require.NoError(t, err)
	first, err := b.Build(t.Context(), corpus.Correct, detect.PlainBuild)
	require.NoError(t, err)
	before, err := os.Stat(first)
	require.NoError(t, err)
	second, err := b.Build(t.Context(), corpus.Correct, detect.PlainBuild)
	require.NoError(t, err)
	after, err := os.Stat(second)
	require.NoError(t, err)
	assert.True(t, os.SameFile(before, after))

	const half = "racecases/lessons/lock/lost_update.go"
	dir := t.TempDir()
	changed := filepath.Join(dir, "changed.go")
	replacing, err := b.Replacing(dir, map[string]string{half: changed})
	require.NoError(t, err)
	text, err := os.ReadFile(filepath.Join(b.Root(), half))
	require.NoError(t, err)
	write := func(more string) {
		named := gocmd.Named(filepath.Join(b.Root(), half), string(text)+more)
		require.NoError(t, os.WriteFile(changed, []byte(named), 0o644))
	}
	write("\nvar _ = missing\n")
	_, err = replacing.Build(t.Context(), corpus.Correct, detect.PlainBuild)
	require.ErrorContains(t, err, "lost_update.go:")
	require.ErrorContains(t, err, "undefined: missing")
	write("\nvar _ = 1\n")
	file, err := replacing.Build(t.Context(), corpus.Correct, detect.PlainBuild)
	require.NoError(t, err)
	assert.FileExists(t, file)
	inDir, err := filepath.Rel(dir, file)
	require.NoError(t, err)
	assert.True(t, filepath.IsLocal(inDir), "what a reader's file makes is not kept for others")
}
