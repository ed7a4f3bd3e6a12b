package compare

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"threadlab/bench/report"
	"threadlab/racecases/tally"
)

// A Verdict is what became of a cell.
type Verdict string

// The verdicts. Small is significant and below the threshold; WithinNoise is above it, and the control was as far off.
const (
	Same        Verdict = "no-difference"
	Small       Verdict = "small"
	WithinNoise Verdict = "noise"
	Improvement Verdict = "improvement"
	Regression  Verdict = "regression"
)

// A Cell is one benchmark on both sides. Times are medians in seconds; Effect is head against base, above 1 slower.
type Cell struct {
	Name       string
	Base, Head float64
	Effect     report.Effect
	Adjusted   float64 // Holm's p
	P          float64 // of head against base, or against the control if that is larger
	Noise      float64 // the factor that the control reaches; 1 without one
	Verdict    Verdict
}

// A Judgement is the outcome of a comparison.
type Judgement struct {
	Cells    []Cell
	OnlyHead []string // not compared: there is nothing to compare them with
	Control  bool
}

// Regressions returns the cells that trip the gate.
func (j Judgement) Regressions() []Cell { return j.with(Regression) }

// Improvements returns the cells that are faster by as much.
func (j Judgement) Improvements() []Cell { return j.with(Improvement) }

func (j Judgement) with(v Verdict) []Cell {
	return slices.DeleteFunc(slices.Clone(j.Cells), func(c Cell) bool { return c.Verdict != v })
}

// The comparisons that cannot be made.
var (
	ErrMissingBenchmark = errors.New("a benchmark is gone")
	ErrTooFewRounds     = errors.New("too few rounds")
)

// Judge compares head with base, cell by cell. control is base once more, or nil. threshold is a factor: 1.10 for
// 10 %. A benchmark that only base has is an error, because it cannot be said to be as fast as before.
func Judge(base, head, control *report.Raw, threshold float64) (Judgement, error) {
	j := Judgement{Control: control != nil}
	for _, name := range head.Cells {
		if base.Values(name, report.TimePerOp) == nil {
			j.OnlyHead = append(j.OnlyHead, name)
		}
	}
	for _, name := range base.Cells {
		was, is := base.Values(name, report.TimePerOp), head.Values(name, report.TimePerOp)
		if is == nil {
			return j, fmt.Errorf("%w: %s is in the base only (choose what both have with -bench)", ErrMissingBenchmark, name)
		}
		c := Cell{
			Name: name, Base: report.Summarise(was).Center, Head: report.Summarise(is).Center,
			Effect: report.Compare(is, was), Noise: 1,
		}
		c.P = c.Effect.P
		if control != nil {
			if again := control.Values(name, report.TimePerOp); again != nil {
				e := report.Compare(again, was)
				c.Noise = max(e.Hi, 1/e.Lo)
				c.P = max(c.P, report.Compare(is, again).P)
			}
		}
		j.Cells = append(j.Cells, c)
	}
	if err := Enough(len(j.Cells), min(base.Rounds, head.Rounds)); err != nil {
		return j, err
	}
	p := make([]float64, len(j.Cells))
	for i, c := range j.Cells {
		p[i] = c.P
	}
	for i, adjusted := range tally.Holm(p) {
		j.Cells[i].Adjusted = adjusted
		j.Cells[i].Verdict = j.Cells[i].judge(threshold)
	}
	return j, nil
}

func (c Cell) judge(threshold float64) Verdict {
	factor := max(c.Effect.Ratio, 1/c.Effect.Ratio)
	switch {
	case c.Adjusted > report.Alpha:
		return Same
	case !(factor > threshold):
		return Small
	case !(factor > c.Noise):
		return WithinNoise
	case c.Effect.Ratio > 1:
		return Regression
	}
	return Improvement
}

// Enough reports whether so many rounds of so many cells can show a difference at all: two samples of n that do
// not overlap have a p of 2/C(2n, n), and Holm's method takes that times the number of cells.
func Enough(cells, rounds int) error {
	if least(rounds)*float64(cells) <= report.Alpha {
		return nil
	}
	need := rounds + 1
	for least(need)*float64(cells) > report.Alpha {
		need++
	}
	return fmt.Errorf("%w: with %d rounds of %d benchmarks no difference would be significant: want -trials %d or more", ErrTooFewRounds, rounds, cells, need)
}

func least(n int) float64 {
	ln2n, _ := math.Lgamma(float64(2*n + 1))
	lnn, _ := math.Lgamma(float64(n + 1))
	return 2 * math.Exp(2*lnn-ln2n)
}
