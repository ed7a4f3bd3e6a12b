package explore_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/gocmd"
)

// TestLibraryInModuleCache has Go lie where another one puts a Go that it has fetched: the go
// command replaces no file there, and must be called by another name.
func TestLibraryInModuleCache(t *testing.T) {
	if err := os.Symlink("none", filepath.Join(t.TempDir(), "link")); err != nil {
		t.Skip("no links here:", err)
	}
	values, err := gocmd.Go{}.Getenv(t.Context(), "GOROOT")
	require.NoError(t, err)
	root, dir := values[0], t.TempDir()
	for name, tt := range map[string]struct{ cache, root string }{
		"beside the cache": {filepath.Join(root, "pkg"), root},
		"in the cache":     {filepath.Dir(root), filepath.Join(dir, "go")},
	} {
		t.Run(name, func(t *testing.T) {
			called, err := explore.CalledFor(t.Context(), root, tt.cache, dir)
			require.NoError(t, err)
			assert.Equal(t, tt.root, called)
		})
	}
}

// TestNetHTTP edits Go's own net/http, and leaves one alone in which a place is missing.
func TestNetHTTP(t *testing.T) {
	values, err := gocmd.Go{}.Getenv(t.Context(), "GOROOT")
	require.NoError(t, err)
	files, err := explore.NetHTTP(values[0])
	require.NoError(t, err)
	require.NotEmpty(t, files, "this Go has another net/http")

	other := t.TempDir()
	for name := range files {
		text, err := os.ReadFile(filepath.Join(values[0], "src", name))
		require.NoError(t, err)
		if name == "net/http/client.go" {
			text = bytes.ReplaceAll(text, []byte("knownTransport"), []byte("known"))
		}
		require.NoError(t, os.MkdirAll(filepath.Join(other, "src", filepath.Dir(name)), 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(other, "src", name), text, 0o644))
	}
	files, err = explore.NetHTTP(other)
	require.NoError(t, err)
	assert.Empty(t, files)
	_, err = explore.NetHTTP(t.TempDir())
	assert.ErrorContains(t, err, "reading Go's package net/http")
}
