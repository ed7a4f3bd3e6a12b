package report_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"

	"threadlab/bench/report"
)

// TestSignedRank holds the distribution against tables of Wilcoxon's test: the largest statistic that is rejected at 2.5 % a side.
func TestSignedRank(t *testing.T) {
	for n, critical := range map[int]int{6: 0, 8: 3, 10: 8, 12: 13, 15: 25, 20: 52, 25: 89, 30: 137} {
		chance := report.SignedRank(n)
		assert.LessOrEqual(t, chance[critical], 0.025, n)
		assert.Greater(t, chance[critical+1], 0.025, n)
		assert.InDelta(t, 1, chance[len(chance)-1], 1e-9, n)
	}
}

// TestPaired: a difference of 3 % is seen beside rounds that take twice as long for both, which hide it from Compare; rounds alone
// decide, not their order; and what cannot be said is not said.
func TestPaired(t *testing.T) {
	was := []float64{1, 2.04, 1.02, 2.1, 2.02, 1.05, 1.01, 2.06, 2, 1.03, 1.04, 2.08}
	is := make([]float64, len(was))
	for i, x := range was {
		is[i] = x * (1.03 + float64(i%3)/200)
	}
	got := report.Paired(is, was)
	assert.InDelta(t, 1.035, got.Ratio, 0.002)
	assert.Greater(t, got.Lo, 1.03-1e-9)
	assert.Less(t, got.Hi, 1.04+1e-9)
	assert.Less(t, got.P, 0.001)
	assert.Greater(t, report.Compare(is, was).P, 0.05)

	back := report.Paired(was, is)
	assert.InDelta(t, 1/got.Ratio, back.Ratio, 1e-9)
	assert.InDelta(t, 1/got.Hi, back.Lo, 1e-9)
	assert.InDelta(t, got.P, back.P, 1e-12)

	same := report.Paired(was, was)
	assert.Equal(t, [4]float64{1, 1, 1, 1}, [4]float64{same.Ratio, same.Lo, same.Hi, same.P})
	assert.False(t, report.Paired(is[:5], was[:5]).Known(), "five rounds cannot be rejected at 5 %")
	assert.True(t, math.IsNaN(report.Paired([]float64{0, 1}, []float64{1, 1}).Ratio))
	assert.Panics(t, func() { report.Paired(is, was[:3]) })
}

// TestPairedCovers: the interval holds the true factor as often as it says.
func TestPairedCovers(t *testing.T) {
	const samples, rounds, factor = 1000, 12, 1.3
	rng := rand.New(rand.NewPCG(1, 2))
	held := 0
	for range samples {
		a, b := make([]float64, rounds), make([]float64, rounds)
		for i := range a {
			state := 1 + float64(rng.IntN(2))
			a[i] = factor * state * math.Exp(rng.NormFloat64()/20)
			b[i] = state * math.Exp(rng.NormFloat64()/20)
		}
		if e := report.Paired(a, b); e.Lo <= factor && factor <= e.Hi {
			held++
		}
	}
	assert.InDelta(t, 0.957, float64(held)/samples, 0.025)
}
