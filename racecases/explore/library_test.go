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

// TestEdits edits Go's own packages, and leaves ones alone in which a place is missing.
func TestEdits(t *testing.T) {
	values, err := gocmd.Go{}.Getenv(t.Context(), "GOROOT")
	require.NoError(t, err)
	for name, tt := range map[string]struct {
		file, text string // a part of it that an edit looks for
	}{
		"log":        {"log/slog/handler.go", "h.mu"},
		"net/http":   {"net/http/client.go", "knownTransport"},
		"crypto/tls": {"crypto/tls/conn.go", "handshakeCtx"},

		"go/importer": {"internal/exportdata/exportdata.go", "FindPkg"},
	} {
		t.Run(name, func(t *testing.T) {
			files, err := explore.Patched(name, values[0])
			require.NoError(t, err)
			require.NotEmpty(t, files, "this Go has another one")

			other := t.TempDir()
			for file := range files {
				text, err := os.ReadFile(filepath.Join(values[0], "src", file))
				require.NoError(t, err)
				if file == tt.file {
					text = bytes.ReplaceAll(text, []byte(tt.text), []byte("known"))
				}
				require.NoError(t, os.MkdirAll(filepath.Join(other, "src", filepath.Dir(file)), 0o755))
				require.NoError(t, os.WriteFile(filepath.Join(other, "src", file), text, 0o644))
			}
			files, err = explore.Patched(name, other)
			require.NoError(t, err)
			assert.Empty(t, files)
			_, err = explore.Patched(name, t.TempDir())
			assert.ErrorContains(t, err, "reading Go's package "+name)
		})
	}
}
