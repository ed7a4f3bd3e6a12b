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

// A Cell is one figure of one benchmark on both sides, times in seconds. Base and Head are medians; Effect is head against base:
// above 1 it is more.
type Cell struct {
	Name     string        `json:"name"`              // of the benchmark, with its package where several were measured
	Package  string        `json:"package,omitempty"` // empty if the figures do not say
	Unit     string        `json:"unit"`              // as benchstat has it: sec/op for ns/op
	Base     float64       `json:"base"`
	Head     float64       `json:"head"`
	Effect   report.Effect `json:"-"`
	P        float64       `json:"p"`          // of head against base, or against the control if that is larger
	Adjusted float64       `json:"p_adjusted"` // Holm's p
	Noise    float64       `json:"-"`          // the factor that the control reaches; 1 without one
	Verdict  Verdict       `json:"verdict"`

	better   int  // 1 if more is better, -1 if less is
	constant bool // all values of both sides are one number, so no test can tell them apart
}

// An Outcome is what became of a comparison.
type Outcome struct {
	Base        string       `json:"base"` // a revision, or a file
	Head        string       `json:"head"`
	Threshold   float64      `json:"threshold"` // a factor
	Cells       []Cell       `json:"cells"`
	OnlyHead    []string     `json:"only_head"`    // not compared: there is nothing to compare them with
	NotCompared []Skipped    `json:"not_compared"` // figures of benchmarks that are compared by others
	Differences []Difference `json:"differences"`  // between the machines that measured
	Control     bool         `json:"control"`
}

// Regressions returns the cells that trip the gate.
func (o Outcome) Regressions() []Cell { return o.with(Regression) }

// Improvements returns the cells that are better by as much.
func (o Outcome) Improvements() []Cell { return o.with(Improvement) }

func (o Outcome) with(v Verdict) []Cell {
	return slices.DeleteFunc(slices.Clone(o.Cells), func(c Cell) bool { return c.Verdict != v })
}

// The comparisons that cannot be made.
var (
	ErrMissingBenchmark = errors.New("a benchmark is gone")
	ErrNoFigure         = errors.New("no figure to compare")
	ErrTooFewRounds     = errors.New("too few rounds")
)

// Judge compares head with base, figure by figure. control is base once more, or nil. threshold is a factor: 1.10 for
// 10 %. A benchmark that only base has is an error, because it cannot be said to be as good as before.
func Judge(base, head, control *report.Raw, threshold float64) (Outcome, error) {
	s, err := align(base, head, control)
	if err != nil {
		return Outcome{}, err
	}
	o := Outcome{
		Base: base.Name(), Head: head.Name(), Threshold: threshold, Control: control != nil,
		Cells: []Cell{}, OnlyHead: []string{}, NotCompared: []Skipped{}, Differences: differences(base, head),
	}
	for _, name := range s.head.Cells {
		if s.base.Units(name) == nil {
			o.OnlyHead = append(o.OnlyHead, name)
		}
	}
	for _, name := range s.base.Cells {
		units, skipped, err := s.units(name)
		if err != nil {
			return o, err
		}
		o.NotCompared = append(o.NotCompared, skipped...)
		for _, u := range units {
			o.Cells = append(o.Cells, s.cell(name, u))
		}
	}
	return o, o.decide(min(s.base.Rounds, s.head.Rounds))
}

// decide corrects every p for the number of tests, and gives the verdicts. A figure that is one number throughout is no
// test: whatever the rounds, it could not have been significant (R. E. Tarone, 1990).
func (o Outcome) decide(rounds int) error {
	var tested []int
	var p []float64
	for i, c := range o.Cells {
		if c.constant {
			o.Cells[i].Adjusted, o.Cells[i].Verdict = 1, Same
			continue
		}
		tested, p = append(tested, i), append(p, c.P)
	}
	if err := Enough(max(1, len(tested)), rounds); err != nil {
		return err
	}
	for n, adjusted := range tally.Holm(p) {
		c := &o.Cells[tested[n]]
		c.Adjusted = adjusted
		c.Verdict = c.judge(o.Threshold)
	}
	return nil
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
	case (c.Effect.Ratio > 1) == (c.better > 0):
		return Improvement
	}
	return Regression
}

// Enough reports whether so many rounds of so many figures can show a difference at all: two samples of n that do
// not overlap have a p of 2/C(2n, n), and Holm's method takes that times the number of figures.
func Enough(figures, rounds int) error {
	if least(rounds)*float64(figures) <= report.Alpha {
		return nil
	}
	need := rounds + 1
	for least(need)*float64(figures) > report.Alpha {
		need++
	}
	return fmt.Errorf("%w: with %d rounds of %d figures no difference would be significant: want -trials %d or more, of files go test -count %d",
		ErrTooFewRounds, rounds, figures, need, need)
}

func least(n int) float64 {
	ln2n, _ := math.Lgamma(float64(2*n + 1))
	lnn, _ := math.Lgamma(float64(n + 1))
	return 2 * math.Exp(2*lnn-ln2n)
}
