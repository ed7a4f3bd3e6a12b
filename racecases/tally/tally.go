// Package tally turns many trials into probabilities.
package tally

import "math"

// z is the 97.5 % quantile of the normal distribution: 95 % lies within ±z.
const z = 1.959963984540054

// Wilson returns the 95 % interval of a probability of which hits of n trials
// are known (E. B. Wilson, 1927). Unlike the textbook interval it stays sensible
// at 0 of n and n of n. Without trials it is all of [0, 1].
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
