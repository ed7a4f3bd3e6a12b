package atomicfile_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

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
	var about *fs.PathError
	require.ErrorAs(t, atomicfile.Write(place, []byte("x")), &about)
	assert.Equal(t, place, about.Path, "the name that the caller knows")
	assert.DirExists(t, filepath.Join(place, "full"))
	assertOnly(t, place)
	missing := filepath.Join(place, "none", "page.md")
	require.ErrorAs(t, atomicfile.Write(missing, nil), &about)
	assert.Equal(t, missing, about.Path)
	assert.ErrorIs(t, about, os.ErrNotExist)
}

// TestWriters: several writers at a time do not harm each other, and a reader sees the text of one of them.
func TestWriters(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	texts := []string{strings.Repeat("a", 1<<16), strings.Repeat("b", 1<<12), "c"}
	require.NoError(t, atomicfile.Write(file, []byte(texts[0])))
	var writers errgroup.Group
	for i := range 4 {
		writers.Go(func() (err error) {
			for j := range 50 {
				err = errors.Join(err, atomicfile.Write(file, []byte(texts[(i+j)%len(texts)])))
				text, reading := os.ReadFile(file)
				if err = errors.Join(err, reading); reading == nil && !slices.Contains(texts, string(text)) {
					err = errors.Join(err, errors.New("a text that none has written"))
				}
			}
			return err
		})
	}
	require.NoError(t, writers.Wait())
	assertOnly(t, file)
}

// TestReplaces: the name of a file that a killed process has left says which file it was to replace; other names do not.
func TestReplaces(t *testing.T) {
	for partial, want := range map[string]struct {
		name string
		ok   bool
	}{
		"lock.md.0123abcd.partial": {"lock.md", true}, "lock.txt.partial": {"lock", true}, "lock.md": {ok: false},
	} {
		name, ok := atomicfile.Replaces(partial)
		assert.Equal(t, want.ok, ok, partial)
		if ok {
			assert.Equal(t, want.name, name, partial)
		}
	}
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
