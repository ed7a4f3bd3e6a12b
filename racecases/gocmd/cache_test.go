package gocmd_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"threadlab/racecases/gocmd"
)

func newCache(t *testing.T) (c gocmd.Cache, dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "cache")
	c, err := gocmd.CacheIn(dir)
	require.NoError(t, err)
	return c, dir
}

func key(root string, parts ...any) *gocmd.Key {
	k := gocmd.NewKey(root)
	k.Add(parts...)
	return k
}

// write is a build of so many bytes.
func write(size int) func(string) error {
	return func(dir string) error { return os.WriteFile(filepath.Join(dir, "program"), make([]byte, size), 0o755) }
}

// TestEntry: the first call builds, those that follow find what it made, and eight at
// once build once.
func TestEntry(t *testing.T) {
	c, _ := newCache(t)
	root := t.TempDir()
	var built atomic.Int32
	var group errgroup.Group
	for range 8 {
		group.Go(func() error {
			dir, err := c.Entry(t.Context(), key(root, "plain"), func(dir string) error {
				built.Add(1)
				return write(1000)(dir)
			})
			if err == nil {
				_, err = os.Stat(filepath.Join(dir, "program"))
			}
			return err
		})
	}
	require.NoError(t, group.Wait())
	assert.EqualValues(t, 1, built.Load())
	_, err := c.Entry(t.Context(), key(root, "race"), write(500))
	require.NoError(t, err)
	bytes, builds, err := c.Size()
	require.NoError(t, err)
	assert.Equal(t, 2, builds)
	const digest = 8 // hexadecimal digits
	assert.EqualValues(t, 1500+2*(len(root)+digest), bytes)
	require.NoError(t, c.Clean())
	bytes, builds, err = c.Size()
	require.NoError(t, err)
	assert.Zero(t, bytes)
	assert.Zero(t, builds)
}

// TestEntryFails: of a build that fails nothing is kept, and the next one is made.
func TestEntryFails(t *testing.T) {
	c, _ := newCache(t)
	failed := errors.New("does not build")
	_, err := c.Entry(t.Context(), key("/"), func(dir string) error {
		require.NoError(t, write(1)(dir))
		return failed
	})
	require.ErrorIs(t, err, failed)
	bytes, builds, err := c.Size()
	require.NoError(t, err)
	assert.Zero(t, bytes)
	assert.Zero(t, builds)
	_, err = c.Entry(t.Context(), key("/"), write(1))
	require.NoError(t, err)
}

// TestEntryIsInterrupted: one that waits for its turn ends with its context.
func TestEntryIsInterrupted(t *testing.T) {
	c, _ := newCache(t)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := c.Entry(t.Context(), key("/"), func(string) error {
		cancel()
		_, err := c.Entry(ctx, key("/"), write(1))
		assert.ErrorIs(t, err, context.Canceled)
		return nil
	})
	require.NoError(t, err)
}

// TestEntryHalfRemoved is made again.
func TestEntryHalfRemoved(t *testing.T) {
	c, _ := newCache(t)
	dir, err := c.Entry(t.Context(), key("/"), write(1))
	require.NoError(t, err)
	require.NoError(t, os.Remove(filepath.Join(dir, ".root")))
	again, err := c.Entry(t.Context(), key("/"), write(2))
	require.NoError(t, err)
	assert.Equal(t, dir, again)
	info, err := os.Stat(filepath.Join(dir, "program"))
	require.NoError(t, err)
	assert.EqualValues(t, 2, info.Size())
}

// TestPrune: what stays and what goes, as the cache grows old.
func TestPrune(t *testing.T) {
	const day = 24 * time.Hour
	tests := []struct {
		name  string
		after time.Duration
		gone  bool // the checkout is
		size  int64
		stays bool
	}{
		{"used lately", 13 * day, false, 1, true},
		{"unused", 15 * day, false, 1, false},
		{"used under a clock that was ahead", -99 * day, false, 1, false},
		{"of a checkout that is gone", 2 * day, true, 1, false},
		{"in use, of a checkout that is gone", day / 2, true, 1, true},
		{"too large", 2 * day, false, 3 << 30, false},
		{"too large and in use", day / 2, false, 3 << 30, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c, cached := newCache(t)
			root := t.TempDir()
			dir, err := c.Entry(t.Context(), key(root), write(0))
			require.NoError(t, err)
			require.NoError(t, os.Truncate(filepath.Join(dir, "program"), tt.size)) // takes no room, and no time to be hashed
			left := filepath.Join(cached, "interrupted")
			require.NoError(t, os.Mkdir(left, 0o755))
			if tt.gone {
				require.NoError(t, os.Remove(root))
			}
			require.NoError(t, c.Prune(time.Now().Add(tt.after)))
			_, err = os.Stat(dir)
			assert.Equal(t, tt.stays, err == nil)
			_, err = os.Stat(left)
			assert.Equal(t, tt.after.Abs() < day, err == nil, "what an interrupted build has left")
			require.NoError(t, c.Prune(time.Now().Add(99*day)))
			bytes, _, err := c.Size()
			require.NoError(t, err)
			assert.Zero(t, bytes)
		})
	}
}

// TestKey: what determines a build changes its key, and nothing else does.
func TestKey(t *testing.T) {
	root := t.TempDir()
	put := func(name, text string) {
		file := filepath.Join(root, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, []byte(text), 0o644))
	}
	put("go.mod", "module example.com/m\n\ngo 1.26\n")
	put("main/main.go", "package main\n\nimport _ \"example.com/m/used\"\n\nfunc main() {}\n")
	put("used/used.go", "package used\n")
	put("used/used_plan9.go", "package used\n\nimport _ \"example.com/m/deep\"\n")
	put("deep/deep.go", "package deep\n\nimport _ \"example.com/m/used\"\n")
	put("other/other.go", "package other\n")
	now := func(parts ...any) string {
		k := key(root, parts...)
		require.NoError(t, k.Sources("example.com/m", "example.com/m/main", "example.org/else"))
		require.NoError(t, k.Go(t.Context(), gocmd.Go{Dir: root, Env: []string{"GOFLAGS=-mod=mod"}}))
		return k.String()
	}
	first := now("race")
	assert.Equal(t, first, now("race"))
	assert.NotEqual(t, first, now("plain"))
	tests := []struct {
		file, text string
		changes    bool
	}{
		{"main/main_test.go", "package main\n", false},
		{"other/other.go", "package other // changed\n", false},
		{"main/main.go", "package main\n\nimport _ \"example.com/m/used\"\n\nfunc main() { println() }\n", true},
		{"used/page.html", "embedded", true},
		{"deep/deep.go", "package deep\n", true},
		{"deep/more.go", "package deep\n", true},
		{"go.sum", "example.org/else v1.0.0 h1:x\n", true},
		{"go.mod", "module example.com/m\n\ngo 1.25\n", true},
	}
	for _, tt := range tests {
		put(tt.file, tt.text)
		next := now("race")
		assert.Equal(t, tt.changes, next != first, tt.file)
		first = next
	}
	k := key(root)
	assert.ErrorIs(t, k.Sources("example.com/m", "example.com/m/none"), os.ErrNotExist)
	assert.ErrorIs(t, key(t.TempDir()).Sources("example.com/m", "example.com/m"), os.ErrNotExist)
}
