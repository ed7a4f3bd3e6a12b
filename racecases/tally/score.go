package tally

import (
	"math"
	"math/rand/v2"
	"slices"
)

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
