package compare

import (
	"cmp"
	"encoding/json"
	"io"
	"math"

	"threadlab/bench/report"
	"threadlab/racecases/junit"
)

// JSON writes everything as one object on a line.
func (o Outcome) JSON(w io.Writer) error {
	return json.NewEncoder(w).Encode(struct {
		V           int `json:"v"`
		Regressions int `json:"regressions"`
		Outcome
	}{1, len(o.Regressions()), o})
}

// MarshalJSON writes what is not known as null.
func (c Cell) MarshalJSON() ([]byte, error) {
	type plain Cell
	x := struct {
		plain
		BaseTime *float64 `json:"base_sec"` // of times, as ever
		HeadTime *float64 `json:"head_sec"`
		Factor   *float64 `json:"factor"`
		Low      *float64 `json:"low"`
		High     *float64 `json:"high"`
		Noise    *float64 `json:"noise"`
	}{plain: plain(c), Factor: known(c.Effect.Ratio), Low: known(c.Effect.Lo), High: known(c.Effect.Hi), Noise: known(c.Noise)}
	if c.Unit == report.TimePerOp {
		x.BaseTime, x.HeadTime = &c.Base, &c.Head
	}
	return json.Marshal(x)
}

func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// JUnit writes a case for each figure: a regression has failed, and what was not compared is skipped.
func (o Outcome) JUnit(w io.Writer) error {
	s := junit.Suite{Name: "threadlab compare " + o.Base + " " + o.Head}
	for _, c := range o.Cells {
		x := junit.Case{Class: cmp.Or(c.Package, "benchmarks"), Name: c.Label()}
		if c.Verdict == Regression {
			x.Failure = c.words()
		}
		s.Cases = append(s.Cases, x)
	}
	for _, n := range o.NotCompared {
		s.Cases = append(s.Cases, junit.Case{Class: "benchmarks", Name: n.Name + " " + list([]string{n.Unit}), Skipped: n.Why})
	}
	for _, name := range o.OnlyHead {
		s.Cases = append(s.Cases, junit.Case{Class: "benchmarks", Name: name, Skipped: "only " + o.Head + " has it"})
	}
	return junit.Write(w, s)
}
