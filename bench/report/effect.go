package report

import (
	"fmt"
	"iter"
	"math"
	"slices"

	"github.com/aclements/go-moremath/stats"
	"golang.org/x/perf/benchmath"

	"threadlab/bench"
)

// Confidence is the level of every interval, and Alpha the chance that a test calls noise a difference.
const (
	Confidence = 0.95
	Alpha      = 1 - Confidence
)

// An Effect is how much larger one sample is than another, as a factor, with its 95 % interval. Neither of the two ways to find it,
// [Compare] and [Paired], supposes a normal distribution.
type Effect struct {
	Ratio, Lo, Hi float64
	P             float64
}

// Compare returns how much larger sample a is than b, from another run: the median of all ratios between them (Hodges and Lehmann),
// with the interval of those factors that the Mann-Whitney test would not reject. That is the test that benchmath, and so benchstat,
// makes of them. With too few values to say, the interval is infinite. Where a value is 0 there is no ratio: it is NaN, unless both are
// 0 throughout.
func Compare(a, b []float64) Effect {
	test := benchmath.AssumeNothing.Compare(sample(a), sample(b))
	if e, none := withoutRatio(a, b); none {
		e.P = test.P
		return e
	}
	ratios := make([]float64, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			ratios = append(ratios, x/y)
		}
	}
	slices.Sort(ratios)
	n := len(ratios)
	e := Effect{Ratio: (ratios[(n-1)/2] + ratios[n/2]) / 2, Lo: 0, Hi: math.Inf(1), P: test.P}
	if k := rejected(len(a), len(b)); k > 0 {
		e.Lo, e.Hi = ratios[k-1], ratios[n-k]
	}
	return e
}

// rejected returns how many ratios at either end the Mann-Whitney test rules out. Its distribution takes long to
// compute, so the search starts where the normal one of the same mean and variance has its end.
func rejected(n1, n2 int) int {
	dist := stats.UDist{N1: n1, N2: n2}
	rules := func(k int) bool { return dist.CDF(float64(k)) <= Alpha/2 }
	product := float64(n1 * n2)
	k := max(0, int(product/2-1.96*math.Sqrt(product*float64(n1+n2+1)/12)))
	for k > 0 && !rules(k-1) {
		k--
	}
	for rules(k) {
		k++
	}
	return k
}

// withoutRatio returns the effect between two samples of which one has a 0. Its P is 1.
func withoutRatio(a, b []float64) (e Effect, none bool) {
	if slices.Min(a) > 0 && slices.Min(b) > 0 {
		return e, false
	}
	if slices.Max(a) == 0 && slices.Max(b) == 0 {
		return Effect{Ratio: 1, Lo: 1, Hi: 1, P: 1}, true
	}
	return Effect{Ratio: math.NaN(), Lo: math.Inf(-1), Hi: math.Inf(1), P: 1}, true
}

// Known reports whether there were enough values for an interval.
func (e Effect) Known() bool { return e.Lo > 0 && !math.IsInf(e.Hi, 1) }

// Differs reports whether the samples differ by more than chance, and by more than the factor noise.
func (e Effect) Differs(noise float64) bool {
	return e.P <= Alpha && math.Abs(math.Log(e.Ratio)) > math.Log(noise)
}

// Inverse returns the effect seen from the other side: what was so many times larger is so many times smaller.
func (e Effect) Inverse() Effect { return Effect{1 / e.Ratio, 1 / e.Hi, 1 / e.Lo, e.P} }

// Summarise returns the median of a sample and its interval.
func Summarise(values []float64) benchmath.Summary {
	return benchmath.AssumeNothing.Summary(sample(values), Confidence)
}

// sample copies: benchmath sorts what it is given.
func sample(values []float64) *benchmath.Sample {
	return benchmath.NewSample(slices.Clone(values), &benchmath.Thresholds{CompareAlpha: Alpha})
}

// A Noise is how far a suite's controls were from what they repeat, as the largest factor for each unit.
type Noise map[string]float64

// NoiseOf measures it.
func NoiseOf(f *Figures) Noise {
	n := Noise{}
	for _, c := range f.Cells() {
		for _, control := range c.Impls {
			for _, of := range c.Impls {
				if control.Name == of.Name+bench.ControlSuffix {
					n.add(of, control)
				}
			}
		}
	}
	return n
}

// add takes in how far a control was from what it repeats.
func (n Noise) add(of, control Impl) {
	for _, unit := range of.units {
		if control.values[unit] != nil {
			e := control.Against(of, unit)
			n[unit] = max(n.of(unit), math.Exp(math.Abs(math.Log(e.Ratio))))
		}
	}
}

// of returns the factor of a unit, 1 where there is no control.
func (n Noise) of(unit string) float64 {
	if f, ok := n[unit]; ok && !math.IsNaN(f) {
		return f
	}
	return 1
}

// Cells are all cells, in order, each with its benchmark.
func (f *Figures) Cells() iter.Seq2[Benchmark, Cell] {
	return func(yield func(Benchmark, Cell) bool) {
		for _, b := range f.Benchmarks {
			for _, c := range b.Cells {
				if !yield(b, c) {
					return
				}
			}
		}
	}
}

// Paired is [Compare] for two samples of one run, of which values with the same index are of the same round: one binary measured them
// one soon after the other. A round has things in common that another has not: where the linker put the code, and how far apart the host
// keeps the virtual processors, which makes a word's way between them 40 ns in one minute and 200 ns in the next. Ratios between two
// rounds would count that as noise.
//
// It is the median of the means of any two rounds' ratios, and of each alone, with the interval of those factors that Wilcoxon's
// signed-rank test would not reject, and that test's P. A mean of ratios is a geometric one. It panics if the samples differ in length.
func Paired(a, b []float64) Effect {
	if len(a) != len(b) {
		panic(fmt.Sprintf("report: %d rounds beside %d", len(a), len(b)))
	}
	if e, none := withoutRatio(a, b); none {
		return e
	}
	means := make([]float64, 0, len(a)*(len(a)+1)/2)
	for i := range a {
		for j := range i + 1 {
			means = append(means, math.Sqrt(a[i]/b[i]*(a[j]/b[j])))
		}
	}
	slices.Sort(means)
	n, chance := len(means), signedRank(len(a))
	e := Effect{Ratio: (means[(n-1)/2] + means[n/2]) / 2, Lo: 0, Hi: math.Inf(1)}
	if k, _ := slices.BinarySearch(chance, math.Nextafter(Alpha/2, 1)); k > 0 {
		e.Lo, e.Hi = means[k-1], means[n-k]
	}
	below, _ := slices.BinarySearch(means, 1)
	equal, _ := slices.BinarySearch(means[below:], math.Nextafter(1, 2))
	e.P = min(1, 2*chance[min(below, n-below-equal)+equal/2])
	return e
}

// signedRank returns the chance that Wilcoxon's statistic of n rounds is at most i, by i. The statistic is the sum of those of the ranks
// 1 to n that fall to one side, each with a chance of a half. It is also the number of means on that side, as Tukey saw.
func signedRank(n int) []float64 {
	chance := make([]float64, n*(n+1)/2+1)
	chance[0] = 1
	for rank := 1; rank <= n; rank++ {
		for sum := len(chance) - 1; sum >= 0; sum-- {
			chance[sum] /= 2
			if sum >= rank {
				chance[sum] += chance[sum-rank] / 2
			}
		}
	}
	for i := 1; i < len(chance); i++ {
		chance[i] += chance[i-1]
	}
	return chance
}
