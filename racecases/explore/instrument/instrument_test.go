package instrument_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/gocmd"
)

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../../..")
	require.NoError(t, err)
	return dir
}

const here = "threadlab/racecases/explore/instrument/testdata/"

// TestFormsMeanTheSame runs a program that has every construct in many forms, as it
// is and instrumented: it must say the same.
func TestFormsMeanTheSame(t *testing.T) {
	want := run(t, here+"forms")
	for name, flags := range map[string][]string{
		"operations": nil,
		"accesses":   {accesses},
		"watch":      {accesses, "-watch"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, want, runForms(t, flags...)) })
	}
}

func runForms(t *testing.T, flags ...string) string {
	t.Helper()
	result := instrumented(t, append(flags, "-tags", "explored", here+"forms")...)
	for path, text := range result.Files {
		sameLines(t, path, text)
	}
	return runInstrumented(t, "forms", result.Files)
}

// A result is what the command instrumenter prints, an instrument.Result.
type result struct {
	Files map[string]string
	Kept  []struct{ What string }
}

// accesses asks for points at accesses in all packages.
const accesses = "-accesses=threadlab/"

// instrumented has the command instrumenter instrument packages of this module.
func instrumented(t *testing.T, args ...string) (made result) {
	t.Helper()
	file, err := instrumenter()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), file, args...)
	cmd.Dir, cmd.Env = root(t), append(os.Environ(), noCgo)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	require.NoError(t, err, said.String())
	require.NoError(t, json.Unmarshal(out, &made))
	return made
}

// runInstrumented runs a program of testdata with another text of its one file.
func runInstrumented(t *testing.T, program string, files map[string]string) string {
	t.Helper()
	dir, replace := t.TempDir(), map[string]string{}
	for path, text := range files {
		by := filepath.Join(dir, filepath.Base(path))
		require.NoError(t, os.WriteFile(by, []byte(text), 0o644))
		replace[path] = by
	}
	require.Len(t, replace, 1)
	text, err := json.Marshal(map[string]any{"Replace": replace})
	require.NoError(t, err)
	overlay := filepath.Join(dir, "overlay.json")
	require.NoError(t, os.WriteFile(overlay, text, 0o644))
	return run(t, "-tags", "explored", "-overlay", overlay, here+program)
}

// run builds and runs a program as the explorer builds those of the module, so that it is
// made of the same packages.
func run(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", slices.Concat([]string{"run"}, gocmd.ShortPaths("threadlab", root(t)), args)...)
	cmd.Env = append(os.Environ(), noCgo)
	said, err := cmd.CombinedOutput()
	require.NoError(t, err, string(said))
	return string(said)
}

const noCgo = "CGO_ENABLED=0"

// sameLines checks that no line moved: every function begins where it did.
func sameLines(t *testing.T, path, after string) {
	t.Helper()
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	now := strings.Split(after, "\n")
	for i, line := range strings.Split(string(before), "\n") {
		if strings.HasPrefix(line, "func ") {
			word, _, _ := strings.Cut(strings.TrimSpace(line), "(")
			assert.Contains(t, now[i], word, "line %d", i+1)
		}
	}
}

// TestRefused: what is not modelled is refused when it is reached.
func TestRefused(t *testing.T) {
	result := instrumented(t, here+"refused")
	const dir = "racecases/explore/instrument/testdata/refused/"
	require.Len(t, result.Kept, 2)
	assert.Contains(t, result.Kept[0].What, "verbose")
	assert.Contains(t, result.Kept[1].What, "init")
	var reached string
	for path, text := range result.Files {
		if filepath.Base(path) == "reached.go" {
			reached = text
		} else {
			assert.Contains(t, text, `threadlab_testing.RunTests(nil, []threadlab_testing.InternalTest{test})`)
		}
	}
	for _, want := range []string{
		`threadlab_model.Refused("net.FileListener at ` + dir + `reached.go:21", net.FileListener)(nil)`,
		`threadlab_model.OsExit`,
		`threadlab_model.Step("os.Open", os.Open)("x")`,
		`threadlab_model.Step("os.File.Close", f.Close)()`,
		"_ = f.Name()",
		"_ = l.Addr()",
		"fmt.Println(os.Args, later, *verbose)",
		"{ count = len(os.Args) + fixed }",
		"{ threadlab_model.Zero(&zero) }",
		"func init() { threadlab_model.OnStart(threadlabReset0, threadlabReset1, threadlabInit2) }",
		"func threadlabInit2() { zero++ }",
	} {
		assert.Contains(t, reached, want)
	}
	assert.NotContains(t, reached, "{ fixed = ", "no code changes it")
	assert.NotContains(t, reached, "{ words = ", "no code changes it")
	assert.NotContains(t, reached, "{ verbose = ", "a flag cannot be defined twice")
	assert.NotContains(t, reached, "Zero(&loud)", "and so its init would not set it again")
}
