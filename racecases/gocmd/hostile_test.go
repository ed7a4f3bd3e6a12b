package gocmd_test

import (
	"os"
	"os/exec"
	"path/filepath"
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
		{"a flag without a value", dir, "GOFLAGS", "-tags", "flag needs an argument: -tags (from $GOFLAGS)"},
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
