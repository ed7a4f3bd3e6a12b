package compare

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"threadlab/bench/report"
)

// An Outcome is a judgement and what was compared.
type Outcome struct {
	Base, Head string
	Threshold  float64
	Judgement
}

func (o Outcome) percent() string { return fmt.Sprintf("%.3g %%", (o.Threshold-1)*100) }

// Lines says in plain English what came of it; the first character of a line is its symbol.
func (o Outcome) Lines() []string {
	var lines []string
	for _, c := range o.Regressions() {
		lines = append(lines, "✗ "+c.Name, "    "+c.words())
	}
	for _, c := range o.Improvements() {
		lines = append(lines, "✓ "+c.Name, "    "+c.words())
	}
	if !o.Control {
		lines = append(lines, "! no control: two files do not tell how much the same code differs from itself")
	}
	symbol := "✓"
	if len(o.Regressions()) > 0 {
		symbol = "✗"
	}
	return append(lines, symbol+" "+o.summary())
}

func (o Outcome) summary() string {
	counts := map[Verdict]int{}
	for _, c := range o.Cells {
		counts[c.Verdict]++
	}
	text := fmt.Sprintf("%d of %d benchmarks of %s slower than %s by more than %s", counts[Regression], len(o.Cells), o.Head, o.Base, o.percent())
	for _, v := range []struct {
		verdict Verdict
		says    string
	}{{Improvement, "faster by as much"}, {Small, "differ by less"}, {WithinNoise, "by no more than the control"}} {
		if n := counts[v.verdict]; n > 0 {
			text += fmt.Sprintf("; %d %s", n, v.says)
		}
	}
	if n := len(o.OnlyHead); n > 0 {
		text += fmt.Sprintf("; %d new and not compared", n)
	}
	return text
}

func (c Cell) words() string {
	return fmt.Sprintf("%s; control %.2f, p %.2g", report.Words(c.Effect, report.TimePerOp, 1), c.Noise, c.Adjusted)
}

// Annotate hands on a title and a message for each regression.
func (o Outcome) Annotate(add func(title, message string) error) error {
	var errs []error
	for _, c := range o.Regressions() {
		errs = append(errs, add("slower than "+o.Base, c.Name+": "+c.words()))
	}
	return errors.Join(errs...)
}

// Markdown returns a summary for a page of a build.
func (o Outcome) Markdown(table []byte) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### threadlab compare\n\n%s\n", o.summary())
	if len(o.Regressions()) > 0 {
		fmt.Fprintf(&b, "\n| benchmark | %s against %s |\n|---|---|\n", o.Head, o.Base)
		for _, c := range o.Regressions() {
			fmt.Fprintf(&b, "| %s | %s |\n", c.Name, c.words())
		}
	}
	fmt.Fprintf(&b, "\n<details><summary>benchstat</summary>\n\n```text\n%s\n```\n</details>\n", strings.TrimSpace(string(table)))
	return b.String()
}

// A line of JSON: what is not known is null.
type cellJSON struct {
	Name     string   `json:"name"`
	Base     float64  `json:"base_sec"`
	Head     float64  `json:"head_sec"`
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
		e := c.Effect
		cells = append(cells, cellJSON{
			c.Name, c.Base, c.Head, known(e.Ratio), known(e.Lo), known(e.Hi), c.P, c.Adjusted, known(c.Noise), c.Verdict,
		})
	}
	return json.NewEncoder(w).Encode(struct {
		V           int        `json:"v"`
		Base        string     `json:"base"`
		Head        string     `json:"head"`
		Threshold   float64    `json:"threshold"`
		Control     bool       `json:"control"`
		Regressions int        `json:"regressions"`
		Cells       []cellJSON `json:"cells"`
		OnlyHead    []string   `json:"only_head"`
	}{1, o.Base, o.Head, o.Threshold, o.Control, len(o.Regressions()), cells, append([]string{}, o.OnlyHead...)})
}

func known(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}
