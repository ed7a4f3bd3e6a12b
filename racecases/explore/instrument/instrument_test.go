package instrument_test

import (
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/racecases/explore"
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
	want := run(t, "forms", nil)
	for name, flags := range map[string][]string{
		"operations": nil,
		"accesses":   {accesses},
		"watch":      {accesses, "-watch"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, want, runForms(t, flags...)) })
	}
}

// TestElementsOfTypeParameters: they are reached through a slice or a map as those of other types are.
func TestElementsOfTypeParameters(t *testing.T) {
	result := instrumented(t, accesses, "-tags", "explored", here+"forms")
	for _, text := range result.Files {
		assert.Contains(t, text, "= threadlab_model.Stored((*int)(nil), (*threadlab_model.Loaded(&s))[1]), threadlab_model.Stored(")
		assert.Contains(t, text, "= threadlab_model.Stored(&m, len((*threadlab_model.Loaded(&m))) + (*threadlab_model.Loaded(&m))[(*threadlab_model.Loaded(&s))[0]])")
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

// instrumented has the explorer's command, which links package instrument in the place of these tests, instrument
// packages of this module.
func instrumented(t *testing.T, args ...string) (made result) {
	t.Helper()
	file, err := explore.Instrumenter(t.Context())
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
	require.Len(t, files, 1)
	return run(t, program, files, "explored")
}

// run builds and runs a program of testdata as the explorer builds others, so that it is made of the same packages. There
// are other texts for some of its files.
func run(t *testing.T, program string, files map[string]string, tags ...string) string {
	t.Helper()
	texts := map[string]string{}
	sources, err := filepath.Glob("testdata/" + program + "/*.go")
	require.NoError(t, err)
	for _, name := range sources {
		path, err := filepath.Abs(name)
		require.NoError(t, err)
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		texts[path] = string(text)
	}
	maps.Copy(texts, files)
	p := explore.Main{Root: root(t), Module: "threadlab", Package: here + program, Tags: tags, Files: texts, Link: "-w"}.Program(explore.BuildMode{})
	require.NoError(t, p.Build(t.Context(), t.TempDir()))
	said, err := exec.CommandContext(t.Context(), p.File()).CombinedOutput()
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
		switch filepath.Base(path) {
		case "reached.go":
			reached = text
		case "sockets.go":
			assert.Contains(t, text, `threadlab_model.Refused("golang.org/x/sys/unix.Connect at `+dir+`sockets.go:12", unix.Connect)(`)
			assert.Contains(t, text, `threadlab_model.Refused("syscall.Connect at `+dir+`sockets.go:13", syscall.Connect)(`)
			assert.Contains(t, text, `threadlab_model.RefusedLater("golang.org/x/sys/unix.Pipe at `+dir+`sockets.go:14", unix.Pipe)`)
			assert.Contains(t, text, "n, _ := unix.Getpriority(unix.PRIO_PROCESS, 0)")
		default:
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
