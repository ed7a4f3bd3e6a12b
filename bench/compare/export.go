package compare

import (
	"cmp"
	"encoding/json"
	"io"
	"math"

	"threadlab/bench/report"
	"threadlab/racecases/junit"
)

// A cellJSON is a cell of a line of JSON: what is not known is null.
type cellJSON struct {
	Cell
	BaseTime *float64 `json:"base_sec"` // of times, as ever
	HeadTime *float64 `json:"head_sec"`
	Factor   *float64 `json:"factor"`
	Low      *float64 `json:"low"`
	High     *float64 `json:"high"`
	Noise    *float64 `json:"noise"`
}

// JSON writes everything as one object on a line.
func (o Outcome) JSON(w io.Writer) error {
	line := struct {
		V int `json:"v"`
		Outcome
		Regressions int        `json:"regressions"`
		Cells       []cellJSON `json:"cells"`
	}{V: 1, Outcome: o, Regressions: len(o.Regressions()), Cells: []cellJSON{}}
	line.OnlyHead = append([]string{}, o.OnlyHead...)
	line.NotCompared = append([]Skipped{}, o.NotCompared...)
	line.Differences = append([]Difference{}, o.Differences...)
	for _, c := range o.Cells {
		x := cellJSON{Cell: c, Factor: known(c.Effect.Ratio), Low: known(c.Effect.Lo), High: known(c.Effect.Hi), Noise: known(c.Noise)}
		if c.Unit == report.TimePerOp {
			x.BaseTime, x.HeadTime = &c.Base, &c.Head
		}
		line.Cells = append(line.Cells, x)
	}
	return json.NewEncoder(w).Encode(line)
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
