package measure_test

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/pprof"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench"
	"threadlab/bench/measure"
	"threadlab/bench/report"
	"threadlab/racecases/proc"
)

// This test's own binary stands for the compiled benchmarks. The variable says what they should do.
const mode = "THREADLAB_TEST_BENCHMARKS"

func BenchmarkTiny(b *testing.B) {
	if os.Getenv(mode) == "" {
		b.Skip("for the tests of this package")
	}
	for _, impl := range []string{"ours", "theirs"} {
		b.Run("impl="+impl, func(b *testing.B) {
			for b.Loop() {
				if impl == "theirs" && os.Getenv(mode) == "fail" {
					b.Fatal("a planted failure")
				}
			}
		})
	}
}

func BenchmarkOther(b *testing.B) { BenchmarkTiny(b) }

func host() measure.Host {
	root, _ := filepath.Abs("../..")
	return measure.Host{Root: root, Commit: "1234567", Go: "go1.26", CPUs: 2, Kernel: "Linux 6.18", Load: "0.1 0.2 0.3"}
}

func binary(t *testing.T, does string) *measure.Binary {
	t.Setenv(mode, does)
	t.Setenv("GORACE", "atexit_sleep_ms=0") // a race build waits a second at its end
	self, err := os.Executable()
	require.NoError(t, err)
	return measure.NewBinary(".", self, self)
}

// snake is a source that measures one suite only, as another does.
func snake(as measure.Source) measure.Source {
	return measure.Source{
		Name: "snake3", Flags: "-python snake", Header: "python: 3\n", Round: as.Round,
		Measures: func(suite bench.Suite) bool { return suite.Name == "tiny" },
	}
}

// plan is two suites, one of them by two sources, which both do what is said.
func plan(t *testing.T, does string) measure.Plan {
	source := binary(t, does).Source()
	return measure.Plan{
		Suites:  []bench.Suite{{Name: "tiny", Pattern: "^BenchmarkTiny$"}, {Name: "other", Pattern: "^BenchmarkOther$"}},
		Sources: []measure.Source{source, snake(source)},
		Count:   2, Settings: measure.Settings{Benchtime: "3x", CPU: "1"}, Dir: filepath.Join(t.TempDir(), "new"),
	}
}

func TestRun(t *testing.T) {
	p, steps := plan(t, "pass"), []measure.Step(nil)
	require.NoError(t, measure.Run(t.Context(), host(), p, func(s measure.Step) { steps = append(steps, s) }))
	assert.Equal(t, 6, p.Rounds())
	require.Len(t, steps, p.Rounds()+1)
	for i, step := range steps {
		assert.Equal(t, i, step.Done)
		assert.Equal(t, i > 0 && i < 6, step.Left > 0, "step %d", i)
	}
	assert.Equal(t, "snake3", steps[1].Source)
	assert.Equal(t, map[string]string{
		p.Partial(p.Suites[0], measure.Go): p.Raw(p.Suites[0], measure.Go),
		p.Partial(p.Suites[0], "snake3"):   p.Raw(p.Suites[0], "snake3"),
		p.Partial(p.Suites[1], measure.Go): p.Raw(p.Suites[1], measure.Go),
	}, p.Places())
	for _, want := range []struct {
		suite          bench.Suite
		source, python string
		flags          string
	}{
		{p.Suites[0], measure.Go, "", " -layouts 2"},
		{p.Suites[0], "snake3", "3", " -python snake"},
		{p.Suites[1], measure.Go, "", " -layouts 2"},
	} {
		path := p.Partial(want.suite, want.source)
		raw, err := report.Read(path)
		require.NoError(t, err)
		assert.Equal(t, 2, raw.Rounds)
		assert.Len(t, raw.Cells, 2)
		assert.Equal(t, "go tool threadlab bench -suite "+want.suite.Name+" -trials 2 -benchtime 3x -procs 1"+want.flags, raw.Config["command"])
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, want.python != "", strings.Contains(string(text), "python: 3\n"))
		for _, layout := range []string{"\n# layout 1 of 2\n", "\n# end of round 1\n# layout 2 of 2\n"} {
			assert.Contains(t, string(text), layout, "every round has its own")
		}
	}
	assert.Equal(t, filepath.Join(p.Dir, "tiny.snake3.txt"), p.Raw(p.Suites[0], "snake3"))
	files, err := os.ReadDir(p.Dir)
	require.NoError(t, err)
	assert.Len(t, files, 3, "the snake has no other suite")
}

// unfinished runs a plan that does not come to its end, over the files of an earlier run.
func unfinished(t *testing.T, ctx context.Context, does string, step func(measure.Step)) (measure.Plan, error) {
	p := plan(t, does)
	place := p.Raw(p.Suites[0], measure.Go)
	require.NoError(t, os.MkdirAll(p.Dir, 0o755))
	require.NoError(t, os.WriteFile(place, []byte("earlier"), 0o644))
	err := measure.Run(ctx, host(), p, step)
	earlier, readErr := os.ReadFile(place)
	require.NoError(t, readErr)
	assert.Equal(t, "earlier", string(earlier))
	return p, err
}

// cancelAt returns a step that ends a run before a round.
func cancelAt(cancel func(), round int) func(measure.Step) {
	return func(s measure.Step) {
		if s.Done == round {
			cancel()
		}
	}
}

// TestRunInterrupted: what was measured is kept, and what was there before too.
func TestRunInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p, err := unfinished(t, ctx, "pass", cancelAt(cancel, 1))
	require.ErrorIs(t, err, context.Canceled)
	raw, err := report.Read(p.Partial(p.Suites[0], measure.Go))
	require.NoError(t, err)
	assert.Equal(t, 1, raw.Rounds)
}

func TestRunFails(t *testing.T) {
	_, err := unfinished(t, t.Context(), "fail", func(measure.Step) {})
	require.ErrorIs(t, err, measure.ErrFailed)
	assert.NotContains(t, err.Error(), "\n")
	assert.Contains(t, err.Error(), "tiny: measure_test.go:")
	assert.Contains(t, err.Error(), "a planted failure")
}

// TestBuildLayouts: each layout has its functions elsewhere, and a single one is none of them.
func TestBuildLayouts(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(dir, "bench"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module tiny\ngo 1.26\n"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "bench", "tiny_test.go"), []byte("package tiny\n"), 0o644))
	build := func(layouts int) (texts [][]byte) {
		binary, err := measure.Build(t.Context(), dir, layouts)
		require.NoError(t, err)
		defer binary.Remove()
		for _, file := range binary.Files() {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			texts = append(texts, text)
		}
		return texts
	}
	two, own := build(2), build(1)
	assert.NotEqual(t, two[0], two[1])
	assert.NotContains(t, two, own[0], "the linker's own")
}

func TestInspect(t *testing.T) {
	h, err := measure.Inspect(t.Context())
	require.NoError(t, err)
	assert.Equal(t, host().Root, h.Root)
	assert.NotContains(t, h.Header("command", time.Now()), ": \n", "every line has a value")
	assert.Equal(t, 7, strings.Count(h.Header("command", time.Now()), "\n"))
	assert.False(t, measure.Host{Load: "0.25 3 3"}.Busy())
	assert.True(t, measure.Host{Load: "0.26 0 0"}.Busy())
	assert.False(t, measure.Host{Load: "unknown"}.Busy())
}

func TestCheckBenchtime(t *testing.T) {
	for _, good := range []string{"1x", "100ms", "1m30s"} {
		assert.NoError(t, measure.CheckBenchtime(good))
	}
	for _, bad := range []string{"", "0x", "-1x", "x", "1.5x", "100", "0s", "-1s", "soon"} {
		assert.Error(t, measure.CheckBenchtime(bad), bad)
	}
}

// TestChildSays: of what a command complains of, the line that tells.
func TestChildSays(t *testing.T) {
	if _, err := exec.LookPath("sh"); err != nil {
		t.Skip("what is planted is a shell script:", err)
	}
	for script, want := range map[string]string{
		"echo one; exit 1":                                    "a benchmark failed: it: one (exit status 1)",
		"echo one; echo --- FAIL; echo FAIL; exit 1":          "a benchmark failed: it: one (exit status 1)",
		"echo one; echo panic >&2; echo two >&2; exit 2":      "a benchmark failed: it: panic (exit status 2)",
		"printf 'Traceback (x):\\n a\\nE: no\\n' >&2; exit 1": "a benchmark failed: it: E: no (exit status 1)",
	} {
		err := measure.Child(t.Context(), proc.Command(t.Context(), "sh", "-c", script), "it", io.Discard)
		require.ErrorIs(t, err, measure.ErrFailed)
		assert.EqualError(t, err, want)
	}
	err := measure.Child(t.Context(), proc.Command(t.Context(), "./no-such-program"), "it", io.Discard)
	require.ErrorAs(t, err, new(proc.StartError))
	assert.ErrorContains(t, err, "no-such-program")
}

func neighbours() int {
	var stacks strings.Builder
	_ = pprof.Lookup("goroutine").WriteTo(&stacks, 2)
	return strings.Count(stacks.String(), "created by threadlab/bench/measure.compute")
}

// TestNeighbours: they compute while a round is measured and not after it, and the command that made the figures names them.
func TestNeighbours(t *testing.T) {
	p, seen := plan(t, "pass"), []int(nil)
	p.Sources = p.Sources[:1]
	p.Sources[0].Round = func(context.Context, bench.Suite, int, measure.Settings, io.Writer) error {
		seen = append(seen, neighbours())
		return nil
	}
	p.Count, p.Neighbours = 1, 2
	require.NoError(t, measure.Run(t.Context(), host(), p, func(measure.Step) {}))
	assert.Equal(t, []int{2, 2}, seen)
	assert.Eventually(t, func() bool { return neighbours() == 0 }, time.Minute, time.Millisecond)
	text, err := os.ReadFile(p.Partial(p.Suites[0], measure.Go))
	require.NoError(t, err)
	assert.Contains(t, string(text), " -procs 1 -neighbours 2 -layouts 2\n")
}

// TestIn: a setup is measured in a folder of its own, in those of the suites that promise something, without the other runtimes.
func TestIn(t *testing.T) {
	p := plan(t, "pass")
	p.Suites = bench.Suites()
	in := p.In(bench.Setup{Name: "busy", Procs: "4", Neighbours: 1})
	assert.Equal(t, bench.Promising(bench.Suites()), in.Suites)
	assert.Less(t, len(in.Suites), len(bench.Suites()))
	p.Suites = bench.Promising(bench.Suites())[:2]
	assert.Equal(t, p.Suites, p.In(bench.Setup{}).Suites)
	assert.Len(t, in.Sources, 1)
	assert.Equal(t, filepath.Join(p.Dir, "busy"), in.Dir)
	assert.Equal(t, measure.Settings{Benchtime: "3x", CPU: "4", Neighbours: 1}, in.Settings)
}
