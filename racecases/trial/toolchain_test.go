//go:build unix

package trial_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/racecases/trial"
)

// TestToolchainIsFetched: a Go that has to be fetched first says so, and that is no
// part of its version.
func TestToolchainIsFetched(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go"), []byte(`#!/bin/sh
if [ "$1" = list ]; then echo .; exit; fi
echo "go: downloading $GOTOOLCHAIN (linux/amd64)" >&2
echo "{\"GOVERSION\": \"$GOTOOLCHAIN\"}"
`), 0o755))
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	b, err := trial.NewBuilder(t.Context())
	require.NoError(t, err)
	version, err := b.With("go1.27.4").Go(t.Context())
	require.NoError(t, err)
	require.Equal(t, "go1.27.4", version)
}
