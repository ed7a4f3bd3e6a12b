package measure_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/measure"
	"threadlab/bench/report"
)

// interrupted is a plan of 6 rounds, of which 4 have been measured: both of the first part and one of the others. A
// fifth was cut short.
func interrupted(t *testing.T) measure.Plan {
	p := plan(t, "pass")
	ctx, cancel := context.WithCancel(t.Context())
	require.ErrorIs(t, measure.Run(ctx, host(), p, cancelAt(cancel, 4)), context.Canceled)
	f, err := os.OpenFile(p.Partial(p.Suites[0], "snake3"), os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString("BenchmarkTiny/impl=cut 1 1 ns/op\n# end of rou")
	require.NoError(t, err)
	require.NoError(t, f.Close())
	return p
}

// TestRunContinues: the rounds that are there are not measured again, and the one that was cut short leaves nothing.
func TestRunContinues(t *testing.T) {
	p := interrupted(t)
	before, err := os.ReadFile(p.Partial(p.Suites[1], measure.Go))
	require.NoError(t, err)
	later := host()
	later.Load = "9 9 9"
	kept, err := p.Kept(later)
	require.NoError(t, err)
	assert.Equal(t, 4, kept.Rounds)
	var steps []int
	require.NoError(t, measure.Run(t.Context(), later, p, func(s measure.Step) { steps = append(steps, s.Done) }))
	assert.Equal(t, []int{4, 5, 6}, steps)
	for _, path := range []string{p.Partial(p.Suites[0], measure.Go), p.Partial(p.Suites[0], "snake3"), p.Partial(p.Suites[1], measure.Go)} {
		raw, err := report.Read(path)
		require.NoError(t, err)
		assert.Equal(t, 2, raw.Rounds)
		assert.Len(t, raw.Cells, 2)
	}
	after, err := os.ReadFile(p.Partial(p.Suites[1], measure.Go))
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(after), string(before)), "what was measured first is as it was")
}

// TestRunRefusesToMix: the rounds of another run are neither added to nor touched.
func TestRunRefusesToMix(t *testing.T) {
	tests := map[string]struct {
		change func(h *measure.Host, p *measure.Plan)
		says   string
	}{
		"commit":    {func(h *measure.Host, _ *measure.Plan) { h.Commit = "7654321" }, `with "commit: 1234567" where it is now "7654321"`},
		"machine":   {func(h *measure.Host, _ *measure.Plan) { h.CPUs = 64 }, `with "cpus: 2" where it is now "64"`},
		"go":        {func(h *measure.Host, _ *measure.Plan) { h.Go = "go1.27" }, `with "go: go1.26" where`},
		"benchtime": {func(_ *measure.Host, p *measure.Plan) { p.Benchtime = "4x" }, `-benchtime 3x -procs 1 -layouts 2" where it is now`},
		"count":     {func(_ *measure.Host, p *measure.Plan) { p.Count = 3 }, `-trials 2`},
		"source":    {func(_ *measure.Host, p *measure.Plan) { p.Sources[1].Header = "python: 4\n" }, `with "python: 3" where it is now "4"`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p, h := interrupted(t), host()
			before := contents(t, p.Dir)
			tt.change(&h, &p)
			err := measure.Run(t.Context(), h, p, func(measure.Step) { t.Fatal("a round is measured") })
			require.ErrorIs(t, err, measure.ErrDifferentRun)
			assert.Contains(t, err.Error(), tt.says)
			assert.NotContains(t, err.Error(), "\n")
			assert.Equal(t, before, contents(t, p.Dir))
		})
	}
}

// TestRunRefusesDirty: two runs from changed sources look alike and need not be.
func TestRunRefusesDirty(t *testing.T) {
	p, h := plan(t, "pass"), host()
	h.Commit += "+dirty"
	ctx, cancel := context.WithCancel(t.Context())
	require.ErrorIs(t, measure.Run(ctx, h, p, cancelAt(cancel, 1)), context.Canceled)
	_, err := p.Kept(h)
	require.ErrorIs(t, err, measure.ErrDifferentRun)
	assert.Contains(t, err.Error(), "changes that are not committed")
}

// TestRunForgetsLessThanARound: what has no whole round does not keep a run from going on.
func TestRunForgetsLessThanARound(t *testing.T) {
	p := plan(t, "pass")
	require.NoError(t, os.MkdirAll(p.Dir, 0o755))
	require.NoError(t, os.WriteFile(p.Partial(p.Suites[0], measure.Go), []byte("commit: other\nBenchmarkTiny/impl=cut 1 1 ns/op\n"), 0o644))
	require.NoError(t, measure.Run(t.Context(), host(), p, func(measure.Step) {}))
	raw, err := report.Read(p.Partial(p.Suites[0], measure.Go))
	require.NoError(t, err)
	assert.Len(t, raw.Cells, 2)
}

func contents(t *testing.T, dir string) map[string]string {
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	files := map[string]string{}
	for _, e := range entries {
		text, err := os.ReadFile(dir + "/" + e.Name())
		require.NoError(t, err)
		files[e.Name()] = string(text)
	}
	return files
}
