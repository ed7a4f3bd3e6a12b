package gocmd_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
)

// TestModuleRoot: what is wrong with the settings of the go command is said in its own
// words.
func TestModuleRoot(t *testing.T) {
	const elsewhere = "no example.com/m sources here: run this inside the example.com/m module"
	dir := module(t, "package main\n")
	require.NoError(t, os.Mkdir(filepath.Join(dir, "vendor"), 0o755))
	tests := []struct {
		name, dir, setting, value, want string
	}{
		{"in the module", dir, "GOFLAGS", "", ""},
		{"in no module", t.TempDir(), "GOFLAGS", "", elsewhere},
		{"a flag that is none", dir, "GOFLAGS", "-nosuch", "parsing $GOFLAGS: unknown flag -nosuch"},
		{"a flag without a value", dir, "GOFLAGS", "-tags", "flag needs an argument: -tags (from " + variable("GOFLAGS") + ")"},
		{"modules off", dir, "GO111MODULE", "off", "list -m cannot be used with GO111MODULE=off"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Chdir(tt.dir)
			t.Setenv(tt.setting, tt.value)
			root, err := gocmd.ModuleRoot(t.Context(), "example.com/m")
			if tt.want != "" {
				require.EqualError(t, err, tt.want)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, dir, root)
		})
	}
}

// TestUnreadableRepository: what git does not tell keeps no program from being built, nor
// described.
func TestUnreadableRepository(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git:", err)
	}
	dir := module(t, "package main\n\nfunc main() {}\n")
	require.NoError(t, os.Mkdir(filepath.Join(dir, ".git"), 0o755)) // git says that it is none
	g := gocmd.Go{Dir: dir, Env: []string{"GOFLAGS=", "GOENV=off"}}
	_, err := g.Exec(t.Context(), "go", "build", "-o", os.DevNull, ".")
	require.ErrorContains(t, err, "error obtaining VCS status")
	_, err = g.Output(t.Context(), "build", "-o", os.DevNull, ".")
	require.NoError(t, err)
	list, err := gocmd.List[struct{ Stale bool }](t.Context(), g, ".")
	require.NoError(t, err)
	assert.Len(t, list, 1)
}

// TestSpoiltEntry: what is in the cache is made anew if it is not what was put there.
func TestSpoiltEntry(t *testing.T) {
	c, _ := newCache(t)
	flip := func(file string) error {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		before, err := os.Stat(file)
		if err != nil {
			return err
		}
		text[len(text)/2] ^= 1
		return errors.Join(os.WriteFile(file, text, 0o755), os.Chtimes(file, before.ModTime(), before.ModTime()))
	}
	spoil := map[string]func(file string) error{
		"truncated":          func(file string) error { return os.Truncate(file, 500) },
		"a bit flipped":      flip,
		"not executable":     func(file string) error { return os.Chmod(file, 0o644) },
		"a folder":           func(file string) error { return errors.Join(os.Remove(file), os.Mkdir(file, 0o755)) },
		"removed":            os.Remove,
		"the entry a file":   func(file string) error { return replaceByFile(filepath.Dir(file)) },
		"without its digest": func(file string) error { return os.Remove(filepath.Join(filepath.Dir(file), ".sum")) },
		"as it was":          nil,
	}
	for name, spoil := range spoil {
		t.Run(name, func(t *testing.T) {
			if name == "not executable" && runtime.GOOS == "windows" {
				t.Skip("no mode of a file keeps a program from running")
			}
			made := 0
			build := func(dir string) error {
				made++
				return write(1000)(dir)
			}
			dir, err := c.Entry(t.Context(), key("/", name), build)
			require.NoError(t, err)
			program := filepath.Join(dir, "program")
			if spoil == nil {
				_, err = c.Entry(t.Context(), key("/", name), build)
				require.NoError(t, err)
				assert.Equal(t, 1, made)
				return
			}
			require.NoError(t, spoil(program))
			again, err := c.Entry(t.Context(), key("/", name), build)
			require.NoError(t, err)
			assert.Equal(t, dir, again)
			assert.Equal(t, 2, made)
			text, err := os.ReadFile(program)
			require.NoError(t, err)
			assert.Equal(t, make([]byte, 1000), text)
		})
	}
}

// variable is how the go command writes a variable of the environment.
func variable(name string) string {
	if runtime.GOOS == "windows" {
		return "%" + name + "%"
	}
	return "$" + name
}

func replaceByFile(dir string) error {
	return errors.Join(os.RemoveAll(dir), os.WriteFile(dir, nil, 0o644))
}

// TestBlamesSource: settings of the go command, or a disk that is full, are no fault of the program.
func TestBlamesSource(t *testing.T) {
	dir := module(t, "package main\n\nfunc main() { none() }\n")
	g := gocmd.Go{Dir: dir}
	_, err := g.Output(t.Context(), "build", "-o", os.DevNull, ".")
	require.Error(t, err)
	assert.True(t, gocmd.BlamesSource(err), err)
	_, err = g.Output(t.Context(), "build", "-nosuch")
	require.Error(t, err)
	assert.False(t, gocmd.BlamesSource(err), err)
	assert.False(t, gocmd.BlamesSource(nil))
}

// TestKilledBuild: what a process has left that was killed goes with the next build.
func TestKilledBuild(t *testing.T) {
	c, dir := newCache(t)
	k := key("/")
	left := filepath.Join(dir, k.String()+"-123")
	require.NoError(t, os.Mkdir(left, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(left, "program"), nil, 0o755))
	_, err := c.Entry(t.Context(), k, write(1))
	require.NoError(t, err)
	assert.NoDirExists(t, left)
}

// TestCompilerFor: each system has advice of its own.
func TestCompilerFor(t *testing.T) {
	seen := map[string]bool{}
	for _, system := range []string{"linux", "darwin", "windows", "freebsd"} {
		advice := gocmd.CompilerFor(system)
		assert.False(t, seen[advice] || advice == "", system)
		seen[advice] = true
	}
}
