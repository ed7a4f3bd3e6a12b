package gocmd_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
)

// TestPlace: a build takes the place of one that can be removed, and of one that cannot, as
// on Windows while its program runs.
func TestPlace(t *testing.T) {
	refuse := func(name string) error { return &os.PathError{Op: "unlinkat", Path: name, Err: os.ErrPermission} }
	tests := []struct {
		name    string
		old     []string // the files of what is there; none: nothing is
		remove  func(string) error
		entries int // of the whole cache afterwards
	}{
		{"nothing is there", nil, os.RemoveAll, 1},
		{"it can be removed", []string{"program", "other"}, os.RemoveAll, 1},
		{"its program runs", []string{"program", "other"}, refuse, 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			cache := t.TempDir()
			from, to := filepath.Join(cache, "new"), filepath.Join(cache, "entry")
			fill(t, from, "new", "program")
			fill(t, to, "old", tt.old...)
			require.NoError(t, gocmd.Place(from, to, tt.remove))
			text, err := os.ReadFile(filepath.Join(to, "program"))
			require.NoError(t, err)
			assert.Equal(t, "new", string(text))
			assert.NoFileExists(t, filepath.Join(to, "other"))
			entries, err := os.ReadDir(cache)
			require.NoError(t, err)
			assert.Len(t, entries, tt.entries)
		})
	}
	err := gocmd.Place(t.TempDir(), filepath.Join(t.TempDir(), "none"), refuse)
	assert.ErrorIs(t, err, os.ErrPermission)
}

// fill makes a folder of files that hold a text; of none it makes none.
func fill(t *testing.T, dir, text string, files ...string) {
	t.Helper()
	for _, file := range files {
		require.NoError(t, os.MkdirAll(dir, 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, file), []byte(text), 0o755))
	}
}
