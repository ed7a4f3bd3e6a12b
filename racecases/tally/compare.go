package tally

import (
	"cmp"
	"slices"

	"github.com/aclements/go-moremath/stats"
)

// McNemar returns the exact two-sided p-value for two detectors on the same
// cases: only one saw b of them, only the other c (Q. McNemar, 1947). That both
// or neither saw a case says nothing about which is better.
func McNemar(b, c int) float64 {
	if b+c == 0 {
		return 1
	}
	d := stats.BinomialDist{N: b + c, P: 0.5}
	return min(1, 2*d.CDF(float64(min(b, c))))
}

// Fisher returns the exact two-sided p-value for a hits of n and b hits of m
// having one probability (R. A. Fisher, 1935): the share of all tables with these
// margins that are no likelier than the one observed.
func Fisher(a, n, b, m int) float64 {
	if n == 0 || m == 0 {
		return 1
	}
	d := stats.HypergeometicDist{N: n + m, K: a + b, Draws: n}
	const rounding = 1 + 1e-7
	observed, p := d.PMF(float64(a))*rounding, 0.0
	for k := max(0, a+b-m); k <= min(n, a+b); k++ {
		if q := d.PMF(float64(k)); q <= observed {
			p += q
		}
	}
	return min(1, p)
}

// Holm adjusts p-values for having looked at all of them (S. Holm, 1979), in the
// order in which they came.
func Holm(p []float64) []float64 {
	order := make([]int, len(p))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(p[i], p[j]) })
	adjusted, least := make([]float64, len(p)), 0.0
	for rank, i := range order {
		least = max(least, min(1, p[i]*float64(len(p)-rank)))
		adjusted[i] = least
	}
	return adjusted
}
