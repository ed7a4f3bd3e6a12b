package compare_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"threadlab/bench/compare"
	"threadlab/bench/measure"
	"threadlab/racecases/proc/proctest"
)

// TestBuildRefusesARaceBuild, which GOFLAGS=-race makes without a word. The planted go command compiles nothing.
func TestBuildRefusesARaceBuild(t *testing.T) {
	planted := proctest.Script(t, `case "$1" in version) printf '\tbuild\t-race=true\n';; esac`)
	root := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(root, "bench"), 0o755))
	require.NoError(t, os.Symlink(planted, filepath.Join(root, "go")))
	t.Setenv("PATH", root+string(os.PathListSeparator)+os.Getenv("PATH"))
	_, err := compare.Build(t.Context(), "base", root, "base.test")
	require.ErrorIs(t, err, measure.ErrRaceBuild)
}
