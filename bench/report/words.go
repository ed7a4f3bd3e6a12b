package report

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"golang.org/x/perf/benchunit"
)

// TimePerOp is the unit that every benchmark reports.
const TimePerOp = "sec/op"

// Meaning returns what a unit is called in a table: "time per op", "wait, longest".
func Meaning(unit string) string {
	if meaning, ok := map[string]string{
		TimePerOp: "time per op", "B/op": "memory per op", "allocs/op": "allocations per op",
		"jain": "evenness (Jain's index, 1: all got the same)",
	}[unit]; ok {
		return meaning
	}
	for _, q := range Quantiles() {
		if rest, ok := strings.CutPrefix(unit, q.Unit+"-"); ok {
			if what, _, isTime := strings.Cut(rest, "-sec"); isTime {
				return what + ", " + q.Name
			}
		}
	}
	return unit
}

// A Quantile is one of those that benchmarks report of a distribution of times: the unit of the p99 of waits is p99-wait-sec.
type Quantile struct{ Unit, Name string }

// Quantiles lists them, from the median up.
func Quantiles() []Quantile {
	return []Quantile{{"p50", "median"}, {"p99", "p99"}, {"p999", "p99.9"}, {"max", "longest"}}
}

// isTime reports whether a unit is one of time: less is faster.
func isTime(unit string) bool { return unit == TimePerOp || strings.HasSuffix(unit, "-sec") }

// Amount returns the median of a sample and its 95 % interval, in one unit that suits: "5.31 ns (5.02 to 5.66)".
// Where there are too few values for an interval it says so and gives the range.
func Amount(values []float64, unit string) string {
	s := Summarise(values)
	lo, hi, remark := s.Lo, s.Hi, ""
	if math.IsInf(lo, 0) || math.IsInf(hi, 0) {
		lo, hi = slices.Min(values), slices.Max(values)
		remark = fmt.Sprintf(", range of %d", len(values))
	}
	class := benchunit.ClassOf(unit)
	scale := benchunit.CommonScale([]float64{s.Center}, class)
	if s.Center == 0 || (!isTime(unit) && s.Center < 1 && s.Center > 1e-3) {
		scale = benchunit.Scaler{Prec: 3, Factor: 1}
	}
	number := func(v float64) string {
		return fmt.Sprintf("%.*f", max(0, scale.Prec), v/scale.Factor)
	}
	return fmt.Sprintf("%s%s (%s to %s%s)", number(s.Center), suffix(scale.Prefix, unit), number(lo), number(hi), remark)
}

// suffix returns what stands after a number: " µs", " KiB", " k".
func suffix(prefix, unit string) string {
	switch base, _, _ := strings.Cut(unit, "/"); {
	case isTime(unit):
		return " " + prefix + "s"
	case base == "B" || strings.HasSuffix(base, "-B"):
		return " " + prefix + "B"
	case prefix != "":
		return " " + prefix
	}
	return ""
}

// The answers that are not a factor.
const (
	NoDifference = "no difference that can be told from noise"
	tooFew       = "too few rounds to tell"
	noRatio      = "no ratio: one of them is 0"
)

// Words says how a sample compares with another, given how much the same code differs from itself.
func Words(e Effect, unit string, noise float64) string {
	less, more := "less", "more"
	if isTime(unit) {
		less, more = "faster", "slower"
	}
	switch {
	case math.IsNaN(e.Ratio):
		return noRatio
	case e.Ratio == 1 && e.Lo == 1 && e.Hi == 1:
		return NoDifference
	case !e.Known():
		return tooFew
	case !e.Differs(noise):
		return NoDifference
	case e.Ratio < 1:
		return factor(e.Inverse()) + " times " + less
	}
	return factor(e) + " times " + more
}

func factor(e Effect) string {
	return fmt.Sprintf("%s (%s to %s)", short(e.Ratio), short(e.Lo), short(e.Hi))
}

// short prints a factor with the digits that it is worth.
func short(x float64) string {
	switch {
	case x >= 100:
		return fmt.Sprintf("%.0f", x)
	case x >= 10:
		return fmt.Sprintf("%.1f", x)
	}
	return fmt.Sprintf("%.2f", x)
}

// Better returns 1 if more of a unit is better, -1 if less is, and 0 if that is not known. A line of the file says it, as in
// "Unit jain better=higher"; go test's own units are known, and so are costs per op, rates per second, times and sizes in
// bytes by how their names end.
func (raw *Raw) Better(unit string) int {
	if b := raw.better.GetBetter(unit); b != 0 {
		return b
	}
	switch {
	case strings.HasSuffix(unit, "/s"), strings.HasSuffix(unit, "/sec"):
		return 1
	case strings.HasSuffix(unit, "/op"), isTime(unit), strings.HasSuffix(unit, "-bytes"), strings.HasSuffix(unit, "-B"):
		return -1
	}
	return 0
}
