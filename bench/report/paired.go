package report

import (
	"fmt"
	"math"
	"slices"
)

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
