package book_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/book"
)

var small = []book.File{{Name: "index.html", Text: []byte("new")}, {Name: "assets/book.css", Text: []byte("a{}")}}

// TestWrite: a book goes into a folder that is not there, is empty, or holds an older one,
// of which nothing is left.
func TestWrite(t *testing.T) {
	for _, before := range []map[string]string{
		nil, {}, {"assets/book.css": "old", "index.html": "old", "gone.html": "old"},
	} {
		parent := t.TempDir()
		dir := filepath.Join(parent, "deep", "book")
		if before != nil {
			fillWith(t, dir, before)
		}
		require.NoError(t, book.Write(dir, small))
		assert.Equal(t, map[string]string{"index.html": "new", "assets/book.css": "a{}"}, contents(t, dir))
		assert.Len(t, contents(t, parent), 2, "nothing is left beside it")
	}
}

// TestWriteThroughLink: a link stays one, and what it leads to is replaced.
func TestWriteThroughLink(t *testing.T) {
	parent := t.TempDir()
	dir, link := filepath.Join(parent, "book"), filepath.Join(parent, "link")
	fillWith(t, dir, map[string]string{"assets/book.css": "old"})
	if err := os.Symlink("book", link); err != nil {
		t.Skip("no links here:", err)
	}
	require.NoError(t, book.Write(link, small))
	assert.Equal(t, map[string]string{"index.html": "new", "assets/book.css": "a{}"}, contents(t, dir))
	to, err := os.Readlink(link)
	require.NoError(t, err)
	assert.Equal(t, "book", to)
}

// TestWriteRefuses: what is no book stays as it is.
func TestWriteRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	assert.ErrorContains(t, book.Write(file, small), "file is no folder: want one, or a name that is not taken")
	assert.ErrorContains(t, book.Write(".", small), ".: want a folder for the book alone, such as book")
	other := map[string]string{"index.html": "mine"}
	dir := filepath.Join(t.TempDir(), "dir")
	fillWith(t, dir, other)
	assert.ErrorContains(t, book.Write(dir, small), "dir holds something else: want an empty folder, one that is not there, or an older book")
	assert.Equal(t, other, contents(t, dir))
}

// TestCheckDirNowhere: that nothing can be written somewhere is found before the pages are made.
func TestCheckDirNowhere(t *testing.T) {
	if _, err := os.Stat("/proc/self"); err != nil {
		t.Skip("no folder in which none can be made:", err)
	}
	assert.ErrorContains(t, book.CheckDir("/proc/book"), "/proc/book: no folder can be made in /proc: ")
	assert.ErrorContains(t, book.CheckDir("/proc/deep/book"), "/proc/deep/book: no folder can be made in /proc: ")
	parent := t.TempDir()
	require.NoError(t, book.CheckDir(filepath.Join(parent, "deep", "book")))
	assert.Empty(t, contents(t, parent), "nothing is left")
}

// TestWriteWhole: of a book that cannot be written to its end nothing is there, and the older one is.
func TestWriteWhole(t *testing.T) {
	parent := t.TempDir()
	dir := filepath.Join(parent, "book")
	require.NoError(t, book.Write(dir, small))
	assert.Error(t, book.Write(dir, append(small[:2:2], book.File{Name: "index.html/below.html"})))
	assert.Equal(t, map[string]string{"index.html": "new", "assets/book.css": "a{}"}, contents(t, dir))
	assert.Len(t, contents(t, parent), 2)
}

func fillWith(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(dir, 0o755))
	for name, text := range files {
		require.NoError(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
}

// contents returns the files below a folder.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(name)] = string(text)
		return err
	}))
	return all
}
