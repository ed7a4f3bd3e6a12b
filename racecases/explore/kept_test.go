package explore_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
	"threadlab/racecases/gocmd"
)

// TestBuildIsKept: tests are compiled once as long as they are the same, and what is
// said of them is kept as well.
func TestBuildIsKept(t *testing.T) {
	dir, cacheDir := t.TempDir(), t.TempDir()
	cache, err := gocmd.CacheIn(cacheDir)
	require.NoError(t, err)
	made := func() map[string]time.Time {
		children, err := filepath.Glob(filepath.Join(cacheDir, "*", gocmd.Program("child")))
		require.NoError(t, err)
		at := map[string]time.Time{}
		for _, child := range children {
			info, err := os.Stat(child)
			require.NoError(t, err)
			at[child] = info.ModTime()
		}
		return at
	}
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644))
	}
	build := func() []string {
		t.Helper()
		program, err := explore.Tests(t.Context(), dir, ".", ".", explore.BuildMode{})
		require.NoError(t, err)
		require.NoError(t, program.BuildIn(t.Context(), cache))
		report, err := program.Explore(t.Context(), "TestX", explore.Options{})
		require.NoError(t, err)
		require.Nil(t, report.Failure)
		return program.Notes
	}
	write("go.mod", "module example.com/kept\n\ngo 1.26\n")
	write("kept_test.go", "package kept\n\nimport (\n\t\"flag\"\n\t\"testing\"\n)\n\nvar verbose = flag.Bool(\"kept.verbose\", false, \"\")\n\nfunc TestX(t *testing.T) {}\n")
	first := build()
	assert.NotEmpty(t, first, "a variable is made once for all schedules")
	before := made()
	assert.Len(t, before, 1)
	assert.Equal(t, first, build())
	assert.Equal(t, before, made())
	write("kept_test.go", "package kept\n\nimport \"testing\"\n\nfunc TestX(t *testing.T) { t.Log() }\n")
	assert.Empty(t, build())
	assert.Len(t, made(), 2)
}
