package atomicfile_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/atomicfile"
)

func TestWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	for _, text := range []string{"first", "second", ""} {
		require.NoError(t, atomicfile.Write(file, []byte(text)))
		got, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, text, string(got))
	}
	assertOnly(t, file)
}

// TestWriteFails: a file cannot take the place of a folder that holds something, and
// what was written for it goes.
func TestWriteFails(t *testing.T) {
	place := filepath.Join(t.TempDir(), "place")
	require.NoError(t, os.MkdirAll(filepath.Join(place, "full"), 0o755))
	require.Error(t, atomicfile.Write(place, []byte("x")))
	assert.DirExists(t, filepath.Join(place, "full"))
	assertOnly(t, place)
	assert.ErrorIs(t, atomicfile.Write(filepath.Join(place, "none", "page.md"), nil), os.ErrNotExist)
}

func assertOnly(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, entries, 1)
	assert.Equal(t, filepath.Base(path), entries[0].Name())
}
