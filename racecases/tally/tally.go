// Package tally turns many trials into probabilities.
package tally

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/aclements/go-moremath/stats"
)

// z is the 97.5 % quantile of the normal distribution: 95 % lies within ±z.
const z = 1.959963984540054

// Wilson returns the 95 % interval of a probability of which hits of n trials are known (E. B. Wilson, 1927). Unlike
// the textbook interval it stays sensible at 0 of n and n of n. Without trials it is all of [0, 1].
func Wilson(hits, n int) (low, high float64) {
	if n == 0 {
		return 0, 1
	}
	N, p := float64(n), float64(hits)/float64(n)
	centre := (p + z*z/(2*N)) / (1 + z*z/N)
	half := z / (1 + z*z/N) * math.Sqrt(p*(1-p)/N+z*z/(4*N*N))
	return max(0, centre-half), min(1, centre+half)
}

// Always reports whether hits of n trials are enough to say that a detector sees
// every run: the interval lies above 0.95. 73 of 73 is the least that does.
func Always(hits, n int) bool {
	low, _ := Wilson(hits, n)
	return low >= 0.95
}

// RunsFor returns how many runs make it less likely than miss that none of them
// is caught, if each is caught with probability p: at least 1, at most limit.
func RunsFor(p, miss float64, limit int) int {
	switch {
	case p >= 1:
		return 1
	case p <= 0:
		return limit
	}
	n := math.Ceil(math.Log(miss) / math.Log1p(-p))
	return int(min(max(n, 1), float64(limit)))
}

// neverTrials is how many trials without a hit are enough to say never: by the
// rule of three the probability is then below 1 % with 95 % confidence.
const neverTrials = 300

// Label is a word for how often: always, sometimes, never, or "none in N" where N trials are too few for never.
func Label(hits, n int) string {
	switch {
	case n == 0:
		return "not-run"
	case Always(hits, n):
		return "always"
	case hits > 0:
		return "sometimes"
	case n >= neverTrials:
		return "never"
	}
	return fmt.Sprintf("none in %d", n)
}

// RunsToSee returns how many runs it takes to see a hit with a probability of
// 95 %, from the observed share of hits. 0 without a hit: unknown.
func RunsToSee(hits, n int) int {
	if hits == 0 || n == 0 {
		return 0
	}
	const far = 1 << 20
	return RunsFor(float64(hits)/float64(n), 0.05, far)
}

// SeenWithin returns the probability that at least one of k runs is a hit, as
// estimated without bias from hits of n: 1 - C(n-hits, k) / C(n, k).
func SeenWithin(hits, n, k int) float64 {
	if k > n {
		k = n
	}
	none := 1.0
	for i := range k {
		none *= float64(n-hits-i) / float64(n-i)
		if none <= 0 {
			return 1
		}
	}
	return 1 - none
}

// McNemar returns the exact two-sided p-value for two detectors on the same cases: only one saw b of them, only the
// other c (Q. McNemar, 1947). That both or neither saw a case says nothing about which is better.
func McNemar(b, c int) float64 {
	if b+c == 0 {
		return 1
	}
	d := stats.BinomialDist{N: b + c, P: 0.5}
	return min(1, 2*d.CDF(float64(min(b, c))))
}

// Fisher returns the exact two-sided p-value for a hits of n and b hits of m having one probability (R. A. Fisher,
// 1935): the share of all tables with these margins that are no likelier than the one observed.
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

// Holm adjusts p-values for having looked at all of them (S. Holm, 1979), in the order in which they came.
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
