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
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	pretendGo(t, root)
	b, err := trial.NewBuilder(t.Context())
	require.NoError(t, err)
	version, err := b.With("go1.27.4").Go(t.Context())
	require.NoError(t, err)
	require.Equal(t, "go1.27.4", version)
}

// TestForeignModule: a module may have our name, and has none of our cases.
func TestForeignModule(t *testing.T) {
	root := t.TempDir()
	pretendGo(t, root)
	_, err := trial.NewBuilder(t.Context())
	require.EqualError(t, err, root+" is another module of the name threadlab: run this inside the course's")
}

// pretendGo puts a go command first in PATH that finds the module threadlab in root, and fetches what it is asked for.
func pretendGo(t *testing.T, root string) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go"), []byte(`#!/bin/sh
if [ "$1" = list ]; then echo '`+root+`'; exit; fi
echo "go: downloading $GOTOOLCHAIN (linux/amd64)" >&2
echo "{\"GOVERSION\": \"$GOTOOLCHAIN\"}"
`), 0o755))
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}
