package explore_test

import (
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
