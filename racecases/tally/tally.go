// Package tally turns many trials into probabilities.
package tally

import (
	"cmp"
	"fmt"
	"math"
	"math/rand/v2"
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

// Counts are what a detector made of a set of halves: broken ones it should report, correct ones it should not. A
// report at the wrong site is a miss of the bug and a false positive at once.
type Counts struct {
	TP, FP, TN, FN int
}

// Add returns the sum.
func (c Counts) Add(d Counts) Counts {
	return Counts{c.TP + d.TP, c.FP + d.FP, c.TN + d.TN, c.FN + d.FN}
}

// Precision is the share of reports that are of the bug.
func (c Counts) Precision() float64 { return ratio(c.TP, c.TP+c.FP) }

// Recall is the share of broken halves that were seen.
func (c Counts) Recall() float64 { return ratio(c.TP, c.TP+c.FN) }

// Specificity is the share of silence on what is right.
func (c Counts) Specificity() float64 { return ratio(c.TN, c.TN+c.FP) }

// F1 is the harmonic mean of precision and recall.
func (c Counts) F1() float64 { return ratio(2*c.TP, 2*c.TP+c.FP+c.FN) }

// ratio is not a number where there is nothing to divide by.
func ratio(part, whole int) float64 {
	if whole == 0 {
		return math.NaN()
	}
	return float64(part) / float64(whole)
}

// Resamples is how often [Bootstrap] draws.
const Resamples = 10_000

// Bootstrap returns the 95 % percentile intervals of some scores over samples drawn with replacement (B. Efron, 1979):
// add adds an element to what a sample amounts to, which begins as the zero value, and the scores are of that. What
// belongs together, such as the halves of a pair, is one element. The draws are the same every time, and for every
// score. Samples for which a score is not a number do not count.
func Bootstrap[T, S any](elements []T, add func(S, T) S, scores ...func(S) float64) []Interval {
	drawn := make([][]float64, len(scores))
	if len(elements) > 0 {
		r := rand.New(rand.NewPCG(1, uint64(len(elements))))
		for range Resamples {
			var sum S
			for range elements {
				sum = add(sum, elements[r.IntN(len(elements))])
			}
			for i, score := range scores {
				if s := score(sum); !math.IsNaN(s) {
					drawn[i] = append(drawn[i], s)
				}
			}
		}
	}
	intervals := make([]Interval, len(scores))
	for i, all := range drawn {
		intervals[i] = intervalOf(all)
	}
	return intervals
}

// An Interval has a lower and an upper end; not a number if there is none.
type Interval struct{ Low, High float64 }

func intervalOf(scores []float64) Interval {
	if len(scores) == 0 {
		return Interval{math.NaN(), math.NaN()}
	}
	slices.Sort(scores)
	return Interval{Quantile(scores, 0.025), Quantile(scores, 0.975)}
}

// Quantile returns the value of a sorted, non-empty sample that is nearest to a quantile.
func Quantile(sorted []float64, q float64) float64 { return sorted[int(q*float64(len(sorted)-1)+0.5)] }
