package compare_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"threadlab/bench/compare"
	"threadlab/bench/report"
	"threadlab/racecases/export"
)

const cells = 40

// figures are ten rounds of 40 cells around 100 ns, give or take spread, the first of them slower by a factor.
func figures(t *testing.T, seed uint64, spread, factor float64) *report.Raw {
	t.Helper()
	raw, err := report.Parse(printed(seed, spread, factor), "planted.txt")
	require.NoError(t, err)
	return raw
}

func printed(seed uint64, spread, factor float64) []byte {
	random := rand.New(rand.NewPCG(seed, seed))
	var b bytes.Buffer
	for range 10 {
		for i := range cells {
			ns := 100 * (1 + spread*(2*random.Float64()-1))
			if i == 0 {
				ns *= factor
			}
			fmt.Fprintf(&b, "BenchmarkLock/impl=planted/cell=%d 100 %.3f ns/op\n", i, ns)
		}
	}
	return b.Bytes()
}

func judge(t *testing.T, base, head, control *report.Raw) compare.Outcome {
	t.Helper()
	j, err := compare.Judge(base, head, control, 1.10)
	require.NoError(t, err)
	require.Len(t, j.Cells, cells)
	return j
}

// TestPlantedRegressionTrips: a cell that is slower by a fifth, and no other, whatever the noise of the day.
func TestPlantedRegressionTrips(t *testing.T) {
	for seed := range uint64(10) {
		j := judge(t, figures(t, seed, 0.05, 1), figures(t, seed+100, 0.05, 1.2), figures(t, seed+200, 0.05, 1))
		require.Len(t, j.Regressions(), 1, "seed %d", seed)
		assert.Equal(t, "Lock/impl=planted/cell=0", j.Regressions()[0].Name)
		assert.Empty(t, j.Improvements())
	}
}

// TestTheSameTwiceIsQuiet: of 40 cells that differ by chance only, by up to 30 %, nothing is called.
func TestTheSameTwiceIsQuiet(t *testing.T) {
	for seed := range uint64(10) {
		j := judge(t, figures(t, seed, 0.3, 1), figures(t, seed+1000, 0.3, 1), figures(t, seed+2000, 0.3, 1))
		assert.Empty(t, j.Regressions(), "seed %d", seed)
		assert.Empty(t, j.Improvements(), "seed %d", seed)
	}
}

// TestEveryConditionIsNeeded: what is not significant, not large, or no larger than the control, does not trip.
func TestEveryConditionIsNeeded(t *testing.T) {
	quiet := func(seed uint64, factor float64) *report.Raw { return figures(t, seed, 0.01, factor) }
	tests := map[string]struct {
		base, head, control *report.Raw
		want                compare.Verdict
	}{
		"slower":        {quiet(1, 1), quiet(2, 1.2), quiet(3, 1), compare.Regression},
		"faster":        {quiet(1, 1.2), quiet(2, 1), quiet(3, 1.2), compare.Improvement},
		"no control":    {quiet(1, 1), quiet(2, 1.2), nil, compare.Regression},
		"below":         {quiet(1, 1), quiet(2, 1.08), quiet(3, 1), compare.Small},
		"control is so": {quiet(1, 1), quiet(2, 1.2), quiet(3, 1.3), compare.WithinNoise},
		"chance":        {figures(t, 1, 0.9, 1), figures(t, 2, 0.9, 1.15), figures(t, 3, 0.9, 1), compare.Same},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tt.want, judge(t, tt.base, tt.head, tt.control).Cells[0].Verdict)
		})
	}
}

// TestHolm: the smallest p counts as often as there are cells, and no p is smaller than one before it.
func TestHolm(t *testing.T) {
	j := judge(t, figures(t, 1, 0.05, 1), figures(t, 2, 0.05, 1.2), nil)
	assert.InDelta(t, j.Cells[0].P*cells, j.Cells[0].Adjusted, 1e-12)
	for _, c := range j.Cells[1:] {
		assert.GreaterOrEqual(t, c.Adjusted, j.Cells[0].Adjusted)
	}
}

func TestWhatCannotBeCompared(t *testing.T) {
	whole := string(printed(1, 0.05, 1))
	parse := func(text string) *report.Raw {
		raw, err := report.Parse([]byte(text), "x.txt")
		require.NoError(t, err)
		return raw
	}
	fewer := parse(strings.ReplaceAll(whole, "cell=7 ", "cell=77 "))
	_, err := compare.Judge(parse(whole), fewer, nil, 1.1)
	require.ErrorIs(t, err, compare.ErrMissingBenchmark)
	assert.ErrorContains(t, err, "cell=7 is in the base only")

	more := parse(whole + strings.Repeat("BenchmarkNew 1 1 ns/op\n", 10))
	j, err := compare.Judge(parse(whole), more, nil, 1.1)
	require.NoError(t, err)
	assert.Equal(t, []string{"New"}, j.OnlyHead)

	few := parse(strings.Join(strings.SplitAfter(whole, "\n")[:5*cells], ""))
	_, err = compare.Judge(few, few, nil, 1.1)
	require.ErrorIs(t, err, compare.ErrTooFewRounds)
	assert.ErrorContains(t, err, "5 rounds of 40 figures")
}

func TestEnough(t *testing.T) {
	assert.NoError(t, compare.Enough(1, 4))
	assert.ErrorContains(t, compare.Enough(1, 3), "want -trials 4 or more")
	assert.NoError(t, compare.Enough(250, 10))
	assert.ErrorIs(t, compare.Enough(250, 6), compare.ErrTooFewRounds)
}

// TestOutcome: a person, a program and GitHub are all told of the regression.
func TestOutcome(t *testing.T) {
	o := judge(t, figures(t, 1, 0.01, 1), figures(t, 2, 0.01, 1.2), figures(t, 3, 0.01, 1))
	assert.Equal(t, "planted.txt", o.Base)
	o.Base, o.Head = "abc", compare.WorkingTree
	lines := strings.Join(o.Lines(), "\n")
	assert.Contains(t, lines, "✗ Lock/impl=planted/cell=0")
	assert.Contains(t, lines, "✗ 1 of 40 benchmarks of working tree slower than abc by more than 10 %")
	assert.Regexp(t, `1\.(19|20|21) \(1\.1\d to 1\.2\d\) times slower`, lines)
	var annotations bytes.Buffer
	require.NoError(t, o.Annotate(func(title, message string) error {
		return export.Error(&annotations, title, message)
	}))
	assert.Regexp(t, `^::error title=slower than abc::Lock/impl=planted/cell=0: 1\.`, annotations.String())
	assert.Contains(t, o.Markdown([]byte("the table")), "the table")
	var b bytes.Buffer
	require.NoError(t, o.JSON(&b))
	var object struct {
		V, Regressions int
		Cells          []struct{ Verdict string }
	}
	require.NoError(t, json.Unmarshal(b.Bytes(), &object))
	assert.Equal(t, 1, object.V)
	assert.Equal(t, 1, object.Regressions)
	assert.Equal(t, "regression", object.Cells[0].Verdict)
}
