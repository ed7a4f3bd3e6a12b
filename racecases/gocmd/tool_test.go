//go:build unix

package gocmd_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"threadlab/racecases/gocmd"
)

// TestToolsTakeTurns plants a go command that fails where another one is at work.
func TestToolsTakeTurns(t *testing.T) {
	dir := t.TempDir()
	const script = `#!/bin/sh
mkdir "$WORKING" || exit 1
sleep 0.02
rmdir "$WORKING"
echo "$3 is built"
`
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go"), []byte(script), 0o755))
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	t.Setenv("WORKING", filepath.Join(dir, "working"))
	var all errgroup.Group
	for range 3 {
		all.Go(func() error {
			file, err := gocmd.Go{}.Tool(t.Context(), "draw")
			assert.Equal(t, "draw is built", file)
			return err
		})
	}
	require.NoError(t, all.Wait())
}
