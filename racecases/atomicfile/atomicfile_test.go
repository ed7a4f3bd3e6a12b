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

// TestCheck: a look leaves all as it was.
func TestCheck(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	require.NoError(t, os.WriteFile(file, []byte("x"), 0o600))
	for _, name := range []string{file, filepath.Join(filepath.Dir(file), "new"), os.DevNull} {
		require.NoError(t, atomicfile.Check(name))
	}
	assertOnly(t, file)
	assert.ErrorIs(t, atomicfile.Check(filepath.Join(filepath.Dir(file), "none", "page.md")), os.ErrNotExist)
}

// TestWriteToNoFile: a device is written to and stays one, and so does a link.
func TestWriteToNoFile(t *testing.T) {
	require.NoError(t, atomicfile.Write(os.DevNull, []byte("x")))
	info, err := os.Stat(os.DevNull)
	require.NoError(t, err)
	assert.False(t, info.Mode().IsRegular())

	file, link := filepath.Join(t.TempDir(), "page.md"), filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	if err := os.Symlink(file, link); err != nil {
		t.Skip("no links here:", err)
	}
	require.NoError(t, atomicfile.Write(link, []byte("x")))
	info, err = os.Lstat(link)
	require.NoError(t, err)
	assert.Equal(t, os.ModeSymlink, info.Mode().Type())
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "x", string(text))
	assertOnly(t, file)
}

func assertOnly(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	require.NoError(t, err)
	require.Len(t, entries, 1)
	assert.Equal(t, filepath.Base(path), entries[0].Name())
}
