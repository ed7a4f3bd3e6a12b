package matrix

import (
	"encoding/json"
	"fmt"
	"math"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/tally"
)

// A Score is how well one detector does, in its own build and within the budget.
type Score struct {
	Detector detect.Name  `json:"detector"`
	Build    detect.Build `json:"build"`
	Cases    int          `json:"cases"`    // measured, and applicable
	Excluded int          `json:"excluded"` // cases to which it is not applicable
	Counts   tally.Counts `json:"counts"`

	Precision   Share `json:"precision"`
	Recall      Share `json:"recall"`          // over all broken halves
	InScope     Share `json:"recall_in_scope"` // over those of the classes that it claims
	Specificity Share `json:"specificity"`
	F1          Share `json:"f1"`
	Support     Share `json:"support"` // trials that ended in a verdict, of all

	Classes map[corpus.Class]Hit `json:"classes"`
}

// A Hit is how many of the broken halves of a class were seen.
type Hit struct {
	Seen    int  `json:"seen"`
	Of      int  `json:"of"`
	Claimed bool `json:"claimed"`
}

// String is how many were seen, in bold where the detector claims the class.
func (h Hit) String() string {
	cell := "-"
	if h.Of > 0 {
		cell = fmt.Sprintf("%d/%d", h.Seen, h.Of)
	}
	if h.Claimed {
		return "**" + cell + "**"
	}
	return cell
}

// A Share is a proportion with its 95 % interval; not a number where there is nothing to take a share of.
type Share struct{ P, Low, High float64 }

// String is the share with its interval, in hundredths.
func (s Share) String() string {
	if math.IsNaN(s.P) {
		return "-"
	}
	return fmt.Sprintf("%.2f [%.2f, %.2f]", s.P, s.Low, s.High)
}

// MarshalJSON writes [p, low, high], or null.
func (s Share) MarshalJSON() ([]byte, error) {
	if math.IsNaN(s.P) {
		return []byte("null"), nil
	}
	return json.Marshal([3]float64{round(s.P), round(s.Low), round(s.High)})
}

// round leaves out digits that no number of trials here could show.
func round(x float64) float64 { return math.Round(x*1e4) / 1e4 }

// score returns the score of a detector; intervals by bootstrap over cases, so that the halves of a pair stay together.
func (m Matrix) score(d detect.Name) Score {
	s := Score{Detector: d, Build: d.Build(), Classes: map[corpus.Class]Hit{}}
	var all, claimed []tally.Counts
	trials, errors := 0, 0
	for _, ref := range m.refs {
		v := m.views[d][ref.Name()]
		if !v.applies {
			s.Excluded++
			continue
		}
		if !v.measured() {
			continue
		}
		s.Cases++
		c := v.counts()
		s.Counts = s.Counts.Add(c)
		all = append(all, c)
		if v.claims {
			claimed = append(claimed, c)
		}
		if !ref.Case.Negative {
			h := s.Classes[ref.Case.Class]
			s.Classes[ref.Case.Class] = Hit{h.Seen + c.TP, h.Of + 1, v.claims}
		}
		trials += v.broken.Trials + v.correct.Trials
		errors += v.broken.Errors + v.correct.Errors
	}
	of := shares(all, tally.Counts.Precision, tally.Counts.Recall, tally.Counts.Specificity, tally.Counts.F1)
	s.Precision, s.Recall, s.Specificity, s.F1 = of[0], of[1], of[2], of[3]
	s.InScope = shares(claimed, tally.Counts.Recall)[0]
	s.Support = supported(trials-errors, trials)
	return s
}

// shares are scores of the sum of some pairs.
func shares(pairs []tally.Counts, scores ...func(tally.Counts) float64) []Share {
	var sum tally.Counts
	for _, c := range pairs {
		sum = sum.Add(c)
	}
	all := make([]Share, len(scores))
	for i, interval := range tally.Bootstrap(pairs, tally.Counts.Add, scores...) {
		all[i] = Share{P: scores[i](sum), Low: interval.Low, High: interval.High}
	}
	return all
}

func supported(ended, trials int) Share {
	if trials == 0 {
		return Share{P: math.NaN()}
	}
	s := Share{P: float64(ended) / float64(trials)}
	s.Low, s.High = tally.Wilson(ended, trials)
	return s
}

// A Compared holds two detectors against each other on the broken halves that both were run on.
type Compared struct {
	A         detect.Name `json:"a"`
	B         detect.Name `json:"b"`
	OnlyA     int         `json:"only_a"` // seen by A alone
	OnlyB     int         `json:"only_b"`
	Both      int         `json:"both"`
	Neither   int         `json:"neither"`
	P         float64     `json:"p"`      // McNemar, exact, two-sided
	PAdjusted float64     `json:"p_holm"` // for all the comparisons made here
}

// compare holds every two detectors against each other that were run on one half at least.
func (m Matrix) compare() []Compared {
	var all []Compared
	var p []float64
	names := detect.Names()
	for i, a := range names {
		for _, b := range names[i+1:] {
			c := m.against(a, b)
			if c.Both+c.OnlyA+c.OnlyB+c.Neither > 0 {
				c.P = tally.McNemar(c.OnlyA, c.OnlyB)
				all, p = append(all, c), append(p, c.P)
			}
		}
	}
	for i, adjusted := range tally.Holm(p) {
		all[i].PAdjusted = adjusted
	}
	return all
}

// against counts what two detectors saw of the broken halves.
func (m Matrix) against(a, b detect.Name) Compared {
	c := Compared{A: a, B: b}
	for _, ref := range m.refs {
		va, vb := m.views[a][ref.Name()], m.views[b][ref.Name()]
		switch {
		case va.broken.Trials == 0 || vb.broken.Trials == 0:
		case va.sees() && vb.sees():
			c.Both++
		case va.sees():
			c.OnlyA++
		case vb.sees():
			c.OnlyB++
		default:
			c.Neither++
		}
	}
	return c
}
