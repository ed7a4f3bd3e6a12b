package gocmd_test

import (
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
)

// TestOverlay: a build reads the file that takes the place of another, and the program
// and the compiler name the other, with short paths and without.
func TestOverlay(t *testing.T) {
	dir := module(t, "package main\n\nfunc main() { println(`tree`) }\n")
	main := filepath.Join(dir, "main.go")
	o := gocmd.NewOverlay(t.TempDir())
	flags, err := o.Flags()
	require.NoError(t, err)
	assert.Empty(t, flags, "nothing is replaced")
	assert.Equal(t, main, o.File(main))

	const where = "package main\n\nimport `runtime`\n\nfunc main() { _, file, _, _ := runtime.Caller(0); println(file) }\n"
	require.NoError(t, o.Add(main, gocmd.Named(main, where)))
	assert.Equal(t, 1, o.Len())
	assert.NotEqual(t, main, o.File(main))
	flags, err = o.Flags()
	require.NoError(t, err)
	program := filepath.Join(t.TempDir(), gocmd.Program("program"))
	for want, short := range map[string][]string{main: nil, "example.com/m/main.go": gocmd.ShortPaths("example.com/m", dir)} {
		args := slices.Concat([]string{"build", "-o", program}, flags, short, []string{"."})
		_, err = gocmd.Go{Dir: dir}.Output(t.Context(), args...)
		require.NoError(t, err)
		said, err := exec.Command(program).CombinedOutput()
		require.NoError(t, err)
		assert.Equal(t, want+"\n", string(said))
	}
}

// TestRestore: an error names the file that its reader knows.
func TestRestore(t *testing.T) {
	dir := module(t, "package main\n\nfunc main() {}\n")
	main := filepath.Join(dir, "main.go")
	o := gocmd.NewOverlay(t.TempDir())
	require.NoError(t, o.Add(main, "package main\n\nfunc main() { missing() }\n"))
	_, err := gocmd.Go{Dir: dir}.Output(t.Context(), "build", o.File(main))
	assert.EqualError(t, o.Restore(err), gocmd.FromHere(main)+":3:15: undefined: missing")
	assert.ErrorIs(t, o.Restore(exec.ErrNotFound), exec.ErrNotFound)
}
