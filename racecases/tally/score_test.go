package tally_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/racecases/tally"
)

// TestWilsonPublished: the examples of R. G. Newcombe, Statistics in Medicine 17
// (1998), table I, method 3.
func TestWilsonPublished(t *testing.T) {
	tests := []struct {
		hits, n   int
		low, high float64
	}{{81, 263, 0.2553, 0.3662}, {15, 148, 0.0624, 0.1605}, {0, 20, 0, 0.1611}, {1, 29, 0.0061, 0.1718}}
	for _, tt := range tests {
		low, high := tally.Wilson(tt.hits, tt.n)
		assert.InDelta(t, tt.low, low, 5e-5, "%d of %d", tt.hits, tt.n)
		assert.InDelta(t, tt.high, high, 5e-5, "%d of %d", tt.hits, tt.n)
	}
}

func TestLabel(t *testing.T) {
	tests := []struct {
		hits, n int
		want    string
	}{
		{0, 0, "not-run"},
		{73, 73, "always"},
		{72, 72, "sometimes"},
		{72, 73, "sometimes"},
		{1, 300, "sometimes"},
		{0, 299, "none in 299"},
		{0, 300, "never"},
		{297, 300, "always"},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, tally.Label(tt.hits, tt.n), "%d of %d", tt.hits, tt.n)
	}
}

func TestRunsToSee(t *testing.T) {
	tests := []struct{ hits, n, want int }{
		{0, 300, 0},
		{0, 0, 0},
		{73, 73, 1},
		{50, 100, 5},  // 1 - 0.5^5 = 0.969
		{10, 100, 29}, // 1 - 0.9^29 = 0.953
		{1, 100, 299}, // the rule of three
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, tally.RunsToSee(tt.hits, tt.n), "%d of %d", tt.hits, tt.n)
	}
}

// TestSeenWithin: pass@k of M. Chen et al., arXiv 2107.03374, equation 1, by hand.
func TestSeenWithin(t *testing.T) {
	tests := []struct {
		hits, n, k int
		want       float64
	}{
		{1, 5, 1, 0.2}, {1, 5, 5, 1}, {2, 4, 2, 1 - 1.0/6}, {0, 9, 3, 0}, {9, 9, 1, 1}, {3, 10, 10, 1}, {1, 4, 10, 1},
	}
	for _, tt := range tests {
		assert.InDelta(t, tt.want, tally.SeenWithin(tt.hits, tt.n, tt.k), 1e-12, "%d of %d in %d", tt.hits, tt.n, tt.k)
	}
}

// TestScores: the worked example of C. D. Manning et al., Introduction to
// Information Retrieval, exercise 8.1 (8 of 18 retrieved are relevant, 20 are).
func TestScores(t *testing.T) {
	c := tally.Counts{TP: 8, FP: 10, FN: 12, TN: 70}
	assert.InDelta(t, 0.444, c.Precision(), 1e-3)
	assert.InDelta(t, 0.4, c.Recall(), 1e-12)
	assert.InDelta(t, 0.875, c.Specificity(), 1e-12)
	assert.InDelta(t, 16.0/38, c.F1(), 1e-12)
	assert.True(t, math.IsNaN(tally.Counts{}.Precision()), "no report, no precision")
	assert.Equal(t, tally.Counts{TP: 9, FP: 10, TN: 71, FN: 12}, c.Add(tally.Counts{TP: 1, TN: 1}))
}

func TestBootstrap(t *testing.T) {
	type sample struct{ sum, n float64 }
	add := func(s sample, x float64) sample { return sample{s.sum + x, s.n + 1} }
	mean := func(s sample) float64 { return s.sum / s.n }
	var xs []float64
	for i := range 100 {
		xs = append(xs, float64(i%2))
	}
	got := tally.Bootstrap(xs, add, mean, func(s sample) float64 { return mean(s) + 1 })
	assert.InDelta(t, 0.40, got[0].Low, 0.011, "as the normal interval: 0.5 - 1.96 * 0.05")
	assert.InDelta(t, 0.60, got[0].High, 0.011)
	assert.InDelta(t, got[0].Low+1, got[1].Low, 0, "the same draws for every score")
	again := tally.Bootstrap(xs, add, mean)
	assert.Equal(t, got[:1], again, "the same draws every time")
	assert.Equal(t, []tally.Interval{{Low: 3, High: 3}}, tally.Bootstrap([]float64{3, 3}, add, mean))
	none := tally.Bootstrap(nil, add, mean)
	assert.True(t, math.IsNaN(none[0].Low))
	none = tally.Bootstrap(xs, add, func(sample) float64 { return math.NaN() })
	assert.True(t, math.IsNaN(none[0].High), "no score is a number")
}

func TestMcNemar(t *testing.T) {
	tests := []struct {
		b, c int
		want float64
	}{
		{0, 0, 1},
		{5, 5, 1},
		{10, 2, 0.03857},    // 2 * (1 + 12 + 66) / 2^12
		{121, 59, 4.434e-6}, // R: binom.test(59, 180)
		{6, 0, 0.03125},
	}
	for _, tt := range tests {
		assert.InEpsilon(t, tt.want, tally.McNemar(tt.b, tt.c), 2e-3, "%d, %d", tt.b, tt.c)
		assert.InDelta(t, tally.McNemar(tt.c, tt.b), tally.McNemar(tt.b, tt.c), 1e-15)
	}
}

// TestFisher: the examples of R's fisher.test.
func TestFisher(t *testing.T) {
	tests := []struct {
		a, n, b, m int
		want       float64
	}{
		{3, 4, 1, 4, 0.4857},       // the lady tasting tea
		{2, 12, 15, 18, 0.0005367}, // convictions of twins
		{0, 20, 0, 20, 1},
		{0, 0, 3, 9, 1},
	}
	for _, tt := range tests {
		assert.InEpsilon(t, tt.want, tally.Fisher(tt.a, tt.n, tt.b, tt.m), 2e-4, "%+v", tt)
	}
}

func TestHolm(t *testing.T) {
	got := tally.Holm([]float64{0.01, 0.04, 0.03, 0.005})
	for i, want := range []float64{0.03, 0.06, 0.06, 0.02} {
		assert.InDelta(t, want, got[i], 1e-12)
	}
	assert.Equal(t, []float64{1, 1}, tally.Holm([]float64{0.9, 0.8}))
	assert.Empty(t, tally.Holm(nil))
}
