package compare

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"threadlab/bench/report"
	"threadlab/racecases/page"
)

// Lines says in plain English what came of it; the first character of a line is its symbol.
func (o Outcome) Lines() []string {
	lines := o.remarks()
	for _, c := range o.Regressions() {
		lines = append(lines, "✗ "+c.Label(), "    "+c.words())
	}
	for _, c := range o.Improvements() {
		lines = append(lines, "✓ "+c.Label(), "    "+c.words())
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

// remarks say what makes the comparison less than it could be: other machines, and figures that are not compared.
func (o Outcome) remarks() []string {
	var lines []string
	for _, d := range o.Differences {
		lines = append(lines, "! not measured alike: "+d.String())
	}
	said := map[string]int{}
	for _, s := range o.NotCompared {
		said[s.Unit+": "+s.Why]++
	}
	for _, what := range slices.Sorted(maps.Keys(said)) {
		lines = append(lines, fmt.Sprintf("! %s of %d not compared, %s", plural(said[what], "figure"), len(o.Cells)+len(o.NotCompared), what))
	}
	return lines
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// summary speaks of benchmarks that are slower if nothing but times was compared, and else of figures that are worse.
func (o Outcome) summary() string {
	counts := map[Verdict]int{}
	what, worse, better := "benchmarks", "slower", "faster"
	for _, c := range o.Cells {
		counts[c.Verdict]++
		if c.Unit != report.TimePerOp {
			what, worse, better = "figures", "worse", "better"
		}
	}
	text := fmt.Sprintf("%d of %d %s of %s %s than %s by more than %.3g %%",
		counts[Regression], len(o.Cells), what, o.Head, worse, o.Base, (o.Threshold-1)*100)
	for _, v := range []struct {
		verdict Verdict
		says    string
	}{{Improvement, better + " by as much"}, {Small, "differ by less"}, {WithinNoise, "by no more than the control"}} {
		if n := counts[v.verdict]; n > 0 {
			text += fmt.Sprintf("; %d %s", n, v.says)
		}
	}
	if n := len(o.OnlyHead); n > 0 {
		text += fmt.Sprintf("; %d new and not compared", n)
	}
	return text
}

// Label names the figure: the benchmark, and its unit unless that is time.
func (c Cell) Label() string {
	if c.Unit == report.TimePerOp {
		return c.Name
	}
	return c.Name + " " + list([]string{c.Unit})
}

func (c Cell) words() string {
	how := report.Words(c.Effect, c.Unit, 1)
	if c.Base == 0 || c.Head == 0 {
		how = fmt.Sprintf("%.4g where it was %.4g", c.Head, c.Base)
	}
	return fmt.Sprintf("%s; control %.2f, p %.2g", how, c.Noise, c.Adjusted)
}

// Annotate hands on a title and a message for each regression.
func (o Outcome) Annotate(add func(title, message string) error) error {
	var errs []error
	for _, c := range o.Regressions() {
		title := "slower than "
		if c.Unit != report.TimePerOp {
			title = "worse than "
		}
		errs = append(errs, add(title+o.Base, c.Label()+": "+c.words()))
	}
	return errors.Join(errs...)
}

// Markdown returns a summary for a page of a build.
func (o Outcome) Markdown(table []byte) string {
	var b strings.Builder
	fmt.Fprintf(&b, "### threadlab compare\n\n%s\n", o.summary())
	if remarks := o.remarks(); len(remarks) > 0 {
		fmt.Fprintf(&b, "\n- %s\n", strings.Join(remarks, "\n- "))
	}
	if len(o.Regressions()) > 0 {
		fmt.Fprintf(&b, "\n| benchmark | %s against %s |\n|---|---|\n", page.Cell(o.Head), page.Cell(o.Base))
		for _, c := range o.Regressions() {
			fmt.Fprintf(&b, "| %s | %s |\n", page.Cell(c.Label()), c.words())
		}
	}
	if len(table) > 0 {
		fmt.Fprintf(&b, "\n<details><summary>benchstat</summary>\n\n```text\n%s\n```\n</details>\n", strings.TrimSpace(string(table)))
	}
	return b.String()
}
