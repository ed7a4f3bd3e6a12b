package compare

import (
	"encoding/json"
	"io"
	"math"

	"threadlab/bench/report"
)

// A line of JSON: what is not known is null.
type cellJSON struct {
	Name     string   `json:"name"`
	Package  string   `json:"package,omitempty"`
	Unit     string   `json:"unit"`
	Base     float64  `json:"base"`
	Head     float64  `json:"head"`
	BaseTime *float64 `json:"base_sec"` // of times, as ever
	HeadTime *float64 `json:"head_sec"`
	Factor   *float64 `json:"factor"`
	Low      *float64 `json:"low"`
	High     *float64 `json:"high"`
	P        float64  `json:"p"`
	Adjusted float64  `json:"p_adjusted"`
	Noise    *float64 `json:"noise"`
	Verdict  Verdict  `json:"verdict"`
}

// JSON writes everything as one object on a line.
func (o Outcome) JSON(w io.Writer) error {
	cells := []cellJSON{}
	for _, c := range o.Cells {
		cells = append(cells, c.json())
	}
	return json.NewEncoder(w).Encode(struct {
		V           int          `json:"v"`
		Base        string       `json:"base"`
		Head        string       `json:"head"`
		Threshold   float64      `json:"threshold"`
		Control     bool         `json:"control"`
		Regressions int          `json:"regressions"`
		Cells       []cellJSON   `json:"cells"`
		OnlyHead    []string     `json:"only_head"`
		NotCompared []Skipped    `json:"not_compared"`
		Differences []Difference `json:"differences"`
	}{
		1, o.Base, o.Head, o.Threshold, o.Control, len(o.Regressions()), cells, append([]string{}, o.OnlyHead...),
		append([]Skipped{}, o.NotCompared...), append([]Difference{}, o.Differences...),
	})
}

func (c Cell) json() cellJSON {
	e := c.Effect
	line := cellJSON{
		Name: c.Name, Package: c.Package, Unit: c.Unit, Base: c.Base, Head: c.Head,
		Factor: known(e.Ratio), Low: known(e.Lo), High: known(e.Hi), P: c.P, Adjusted: c.Adjusted, Noise: known(c.Noise), Verdict: c.Verdict,
	}
	if c.Unit == report.TimePerOp {
		line.BaseTime, line.HeadTime = &line.Base, &line.Head
	}
	return line
}

func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
