package gocmd_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
)

// module writes a module of one package and returns its folder.
func module(t *testing.T, main string) string {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module example.com/m\n\ngo 1.26\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "main.go"), []byte(main), 0o644))
	return dir
}

func TestOutput(t *testing.T) {
	g := gocmd.Go{Dir: module(t, "package main\n\nfunc main() {}\n"), Env: []string{"GOARCH=arm64", "GOOS=plan9"}}
	values, err := g.Getenv(t.Context(), "GOARCH", "GOOS", "GOMOD")
	require.NoError(t, err)
	assert.Equal(t, []string{"arm64", "plan9", filepath.Join(g.Dir, "go.mod")}, values)

	type listed struct {
		ImportPath, Dir string
		Module          *struct{ Path string }
	}
	list, err := gocmd.List[listed](t.Context(), g, "./...")
	require.NoError(t, err)
	require.Len(t, list, 1)
	assert.Equal(t, "example.com/m", list[0].ImportPath)
	assert.Equal(t, g.Dir, list[0].Dir)
	assert.Equal(t, "example.com/m", list[0].Module.Path)
}

// TestNoisyFlags: what GOFLAGS has the go command print for people, or not build at all, changes no answer.
func TestNoisyFlags(t *testing.T) {
	dir := module(t, "package main\n\nfunc main() { none() }\n")
	g, program := gocmd.Go{Dir: dir}, filepath.Join(t.TempDir(), "program")
	for _, noise := range []string{"-n", "-x", "-v", "-work", "-json", "--n=true"} {
		t.Setenv("GOFLAGS", "-tags=slow "+noise+" '-ldflags=-s -n -w'")
		values, err := g.Getenv(t.Context(), "GOFLAGS")
		require.NoError(t, err)
		assert.Equal(t, []string{"-tags=slow '-ldflags=-s -n -w'"}, values)
		out, err := g.Output(t.Context(), "list", "-f", "{{.Name}}")
		require.NoError(t, err, noise)
		assert.Equal(t, "main\n", string(out), noise)
		_, err = g.Output(t.Context(), "build", "-o", program, ".")
		require.ErrorContains(t, err, "undefined: none", noise)
	}
}

// TestErrors: each is one line about what is wrong, and files have the names that they
// have from here.
func TestErrors(t *testing.T) {
	dir := module(t, "package main\n\nfunc main() { one()\ntwo() }\n")
	main := gocmd.FromHere(filepath.Join(dir, "main.go"))
	tests := []struct {
		name  string
		g     gocmd.Go
		args  []string
		lines []string
	}{
		{"the compiler's", gocmd.Go{Dir: dir}, []string{"build", "."}, []string{main + ":3:15: undefined: one", main + ":4:1: undefined: two"}},
		{"vet's", gocmd.Go{Dir: dir}, []string{"vet", "."}, []string{"vet: " + main + ":3:15: undefined: one"}},
		{"the go command's", gocmd.Go{Dir: dir, Toolchain: "go9.99"}, []string{"version"}, []string{`invalid GOTOOLCHAIN "go9.99"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := tt.g.Output(t.Context(), tt.args...)
			var failed *gocmd.Error
			require.ErrorAs(t, err, &failed)
			assert.Equal(t, tt.lines, failed.Lines)
			assert.EqualError(t, err, tt.lines[0])
			assert.ErrorAs(t, err, new(*exec.ExitError))
		})
	}
}

func TestFirstLine(t *testing.T) {
	tests := []struct{ name, said, want string }{
		{"progress", "go: downloading example.com/m v1.0.0\ngo: example.com/m: not found\n", "example.com/m: not found"},
		{"a heading", "# example.com/m\n# [example.com/m]\n./m.go:3:1: syntax error\n./m.go:4:1: another\n", "./m.go:3:1: syntax error"},
		{"of go/packages", "-: # example.com/m\n-: no Go files\n", "no Go files"},
		{"empty lines", "\n\n  \r\nlast\n", "last"},
		{"nothing", "", ""},
		{"only progress", "go: downloading example.com/m v1.0.0\n", ""},
		{"what is wrong is below", "go: inconsistent vendoring in /shop:\n\texample.com/m@v1.0.0: is not marked\n\texample.com/n@v1.0.0: is not marked\n",
			"inconsistent vendoring in /shop: example.com/m@v1.0.0: is not marked"},
		{"how to", "directory ../lib is in no module of go.work. You can add the module to the workspace using:\n\tgo work use ../lib\n", "directory ../lib is in no module of go.work. You can add the module to the workspace using: go work use ../lib"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { assert.Equal(t, tt.want, gocmd.FirstLine(tt.said)) })
	}
}

// TestLocated: the vet command has a suffix on Windows.
func TestLocated(t *testing.T) {
	const want = "vet: here/main.go:3:15: undefined: one\n"
	for _, vet := range []string{"vet: ", "vet.exe: "} {
		assert.Equal(t, want, gocmd.Located("here", vet+filepath.FromSlash("./main.go:3:15: undefined: one\n")))
	}
}

// TestOutputOfAnotherProgram that is not there.
func TestOutputOfAnotherProgram(t *testing.T) {
	_, err := gocmd.Go{}.Exec(t.Context(), filepath.Join(t.TempDir(), "none"))
	assert.True(t, errors.Is(err, os.ErrNotExist) || errors.Is(err, exec.ErrNotFound), err) // the second on Windows
	assert.False(t, errors.As(err, new(*gocmd.Error)))
}
