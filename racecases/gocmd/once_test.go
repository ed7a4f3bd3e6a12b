package gocmd_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"threadlab/racecases/gocmd"
)

// TestAskingOnce: the go command is asked once for each environment, an error is asked for again, and a context that keeps
// no answers has the go command asked each time.
func TestAskingOnce(t *testing.T) {
	ctx := gocmd.AskingOnce(t.Context())
	t.Setenv("GOARCH", "arm64")
	var all errgroup.Group
	for _, names := range [][]string{{"GOARCH", "GOOS"}, {"CC", "GOARCH"}, {"GOENV", "GOARCH"}} {
		all.Go(func() error {
			values, err := gocmd.Go{}.Getenv(ctx, names...)
			if err == nil && !strings.Contains(strings.Join(values, " "), "arm64") {
				err = errors.New(strings.Join(values, " "))
			}
			return err
		})
	}
	root, err := gocmd.ModuleRoot(ctx, "threadlab")
	require.NoError(t, err)
	require.NoError(t, all.Wait())

	elsewhere := gocmd.Go{Toolchain: "go9.99"}
	_, err = elsewhere.Getenv(ctx, "GOARCH")
	require.ErrorAs(t, err, new(*gocmd.Error))

	t.Setenv("PATH", t.TempDir()) // no go command
	values, err := gocmd.Go{}.Getenv(ctx, "GOMODCACHE", "GOARCH")
	require.NoError(t, err)
	assert.Equal(t, "arm64", values[1])
	again, err := gocmd.ModuleRoot(ctx, "threadlab")
	require.NoError(t, err)
	assert.Equal(t, root, again)
	for _, g := range []gocmd.Go{elsewhere, {Env: []string{"GOARCH=amd64"}}, {Dir: root}} {
		_, err := g.Getenv(ctx, "GOARCH")
		assert.ErrorContains(t, err, "executable file not found")
	}
	_, err = gocmd.Go{}.Getenv(t.Context(), "GOARCH")
	require.ErrorContains(t, err, "executable file not found")
}

// TestKeyOfFlags: cgo's flags make a build another, from the environment and as go env -w writes them.
func TestKeyOfFlags(t *testing.T) {
	file := filepath.Join(t.TempDir(), "env")
	t.Setenv("GOENV", file)
	key := func() string {
		k := gocmd.NewKey("/")
		require.NoError(t, k.Go(t.Context(), gocmd.Go{}))
		return k.String()
	}
	keys := map[string]bool{key(): true}
	require.NoError(t, os.WriteFile(file, []byte("CGO_CFLAGS=-O1\n"), 0o600))
	keys[key()] = true
	for _, name := range []string{"CGO_CFLAGS", "CGO_LDFLAGS"} {
		t.Setenv(name, "-O2")
		keys[key()] = true
	}
	assert.Len(t, keys, 4)
	keys[key()] = true
	assert.Len(t, keys, 4)
}
