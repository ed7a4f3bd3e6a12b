package tally

import "fmt"

// neverTrials is how many trials without a hit are enough to say never: by the
// rule of three the probability is then below 1 % with 95 % confidence.
const neverTrials = 300

// Label is a word for how often: always, sometimes, never, or "none in N" where
// N trials are too few for never.
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
