package measure_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench"
	"threadlab/bench/measure"
	"threadlab/bench/report"
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
	return measure.NewBinary(self, ".")
}

func plan(t *testing.T) measure.Plan {
	return measure.Plan{
		Suites: []bench.Suite{{Name: "tiny", Pattern: "^BenchmarkTiny$"}, {Name: "other", Pattern: "^BenchmarkOther$"}},
		Count:  2, Benchtime: "3x", Dir: filepath.Join(t.TempDir(), "new"),
	}
}

func TestRun(t *testing.T) {
	p, steps := plan(t), 0
	require.NoError(t, measure.Run(t.Context(), host(), binary(t, "pass"), p, func() { steps++ }))
	assert.Equal(t, p.Rounds(), steps)
	for _, s := range p.Suites {
		raw, err := report.Read(p.Raw(s))
		require.NoError(t, err)
		assert.Equal(t, 2, raw.Rounds)
		assert.Len(t, raw.Cells, 2)
		assert.Equal(t, "go tool threadlab bench -suite "+s.Name+" -count 2 -benchtime 3x", raw.Config["command"])
		table, err := os.ReadFile(report.TablePath(p.Raw(s)))
		require.NoError(t, err)
		assert.Contains(t, string(table), "theirs")
	}
	files, err := os.ReadDir(p.Dir)
	require.NoError(t, err)
	assert.Len(t, files, 4, "nothing partial is left")
}

// unfinished runs a plan that does not come to its end, over the files of an earlier run.
func unfinished(t *testing.T, ctx context.Context, does string, step func()) (measure.Plan, error) {
	p := plan(t)
	require.NoError(t, os.MkdirAll(p.Dir, 0o755))
	require.NoError(t, os.WriteFile(p.Raw(p.Suites[0]), []byte("earlier"), 0o644))
	err := measure.Run(ctx, host(), binary(t, does), p, step)
	earlier, readErr := os.ReadFile(p.Raw(p.Suites[0]))
	require.NoError(t, readErr)
	assert.Equal(t, "earlier", string(earlier))
	assert.NoFileExists(t, report.TablePath(p.Raw(p.Suites[0])))
	return p, err
}

// TestRunInterrupted: what was measured is kept, and what was there before too.
func TestRunInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p, err := unfinished(t, ctx, "pass", cancel)
	require.ErrorIs(t, err, context.Canceled)
	raw, err := report.Read(p.Partial(p.Suites[0]))
	require.NoError(t, err)
	assert.Equal(t, 1, raw.Rounds)
}

func TestRunFails(t *testing.T) {
	_, err := unfinished(t, t.Context(), "fail", func() {})
	require.ErrorIs(t, err, measure.ErrFailed)
	assert.NotContains(t, err.Error(), "\n")
	assert.Contains(t, err.Error(), "tiny: measure_test.go:")
	assert.Contains(t, err.Error(), "a planted failure")
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
