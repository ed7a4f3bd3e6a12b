//go:build unix

package gocmd_test

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
)

// TestPrivateFolder: a user without a home executes nothing that others could have put
// there.
func TestPrivateFolder(t *testing.T) {
	tests := []struct {
		name   string
		before func(t *testing.T, dir string)
		want   string
	}{
		{"made", func(*testing.T, string) {}, ""},
		{"there", func(t *testing.T, dir string) { require.NoError(t, os.Mkdir(dir, 0o700)) }, ""},
		{"open to others", func(t *testing.T, dir string) {
			require.NoError(t, os.Mkdir(dir, 0o700))
			require.NoError(t, os.Chmod(dir, 0o777))
		}, " is open to other users: remove it, or set XDG_CACHE_HOME to a folder of your own"},
		{"a link", func(t *testing.T, dir string) { require.NoError(t, os.Symlink(t.TempDir(), dir)) }, " is open to other users"},
		{"another user's", func(t *testing.T, dir string) {
			require.NoError(t, os.Mkdir(dir, 0o700))
			if err := syscall.Chown(dir, os.Getuid()+1, -1); err != nil {
				t.Skip("only root gives a folder to another user:", err)
			}
		}, " is open to other users"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shared := t.TempDir()
			made, err := gocmd.PrivateFolder(t.TempDir())
			require.NoError(t, err)
			dir := filepath.Join(shared, filepath.Base(made))
			tt.before(t, dir)
			got, err := gocmd.PrivateFolder(shared)
			if tt.want != "" {
				require.ErrorContains(t, err, dir+tt.want)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, dir, got)
			info, err := os.Stat(got)
			require.NoError(t, err)
			assert.Equal(t, os.FileMode(0o700), info.Mode().Perm())
		})
	}
}

// TestCacheOfTheHomeless lies in such a folder.
func TestCacheOfTheHomeless(t *testing.T) {
	temp := t.TempDir()
	t.Setenv("HOME", "")
	t.Setenv("XDG_CACHE_HOME", "")
	t.Setenv("TMPDIR", temp)
	_, err := gocmd.OpenCache()
	require.NoError(t, err)
	found, err := filepath.Glob(filepath.Join(temp, "threadlab.*", "threadlab"))
	require.NoError(t, err)
	assert.Len(t, found, 1)
	require.NoError(t, os.Chmod(filepath.Dir(found[0]), 0o755))
	_, err = gocmd.OpenCache()
	require.ErrorContains(t, err, "is open to other users")
}
