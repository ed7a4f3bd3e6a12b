//go:build !race

package draw

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"

	"gonum.org/v1/plot"

	"threadlab/bench/report"
)

// Suite draws the pictures of a suite whose figures are in a folder, with those of the limits where they are there.
func Suite(dir, suite string) ([]report.Chart, error) {
	f, err := report.ReadFigures(dir, suite)
	if err != nil {
		return nil, err
	}
	limits, err := report.ReadFigures(dir, "limits")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	d := drawer{suite: f, limits: limits, names: order(f)}
	var charts []report.Chart
	for _, b := range f.Benchmarks {
		for _, k := range d.benchmark(b) {
			k.subtitle = strings.TrimPrefix(k.subtitle+"\n"+subtitle(f), "\n")
			svg, err := k.svg()
			if err != nil {
				return nil, fmt.Errorf("%s: %w", suite, err)
			}
			charts = append(charts, report.Chart{File: suite + "." + k.file + ".svg", Title: k.title, Says: k.says, SVG: svg})
		}
	}
	return charts, nil
}

// A drawer draws one suite. What it draws follows from the keys of the names: a key with three numbers or more in a row
// becomes an axis; that of hogs is the convoy plot; quantiles become the distribution of waits; the rest is drawn
// row by row.
type drawer struct {
	suite  *report.Figures
	limits *report.Figures // of the suite of that name, or nil
	names  []string        // of the implementations, in order
}

func (d drawer) benchmark(b report.Benchmark) []figure {
	what := quantiles(b)
	var all []figure
	for _, s := range slicesOf(b) {
		switch first := s.cells[0]; {
		case s.key == "hogs":
			if first.Base().Values("p50-call-sec") != nil {
				all = append(all, d.convoy(b, s))
			}
		case s.key == "threads" && (first.Get("work_ms") != "" || first.Get("sleeps") != ""):
			all = append(all, d.speedUp(b, s))
		case what == "":
			all = append(all, d.scaling(b, s))
		}
	}
	switch {
	case len(all) > 0:
	case what != "":
		for _, c := range b.Cells {
			all = append(all, waits(b, c, what))
		}
	default:
		for i, part := range parts(b) {
			all = append(all, rows(b, part, i, d.names))
		}
	}
	return all
}

func cpus(f *report.Figures) int {
	n, _ := strconv.Atoi(f.Sources[0].Raw.Config["cpus"])
	return max(n, 1)
}

// quantiles returns what the quantiles of a benchmark are of: "wait" or "call".
func quantiles(b report.Benchmark) string {
	for _, u := range b.Metrics() {
		if what, ok := strings.CutPrefix(u, "p50-"); ok {
			return strings.TrimSuffix(what, "-sec")
		}
	}
	return ""
}

// subtitle says what was measured where and when.
func subtitle(f *report.Figures) string {
	c := f.Sources[0].Raw.Config
	day, _, _ := strings.Cut(c["date"], "T")
	text := fmt.Sprintf("median of %d rounds with 95 %% interval · %s CPUs %s/%s · %s", f.Sources[0].Raw.Rounds, c["cpus"], c["goos"], c["goarch"], c["go"])
	for _, s := range f.Sources[1:] {
		text += " · " + s.Name
	}
	return text + fmt.Sprintf(" · %s · commit %s", day, c["commit"])
}

// scaling draws time over a key, with what would be ideal and what the machine allows.
func (d drawer) scaling(b report.Benchmark, s slice) figure {
	curves := s.curvesOf(report.TimePerOp, d.names)
	curves = append(curves, ideal(s, curves, cpus(d.suite))...)
	curves = append(curves, d.floor(s)...)
	p := curvePlot("", s, "time per op (log)", curves)
	lo, hi := rangeOf(curves...)
	logTime(&p.Y, lo, hi)
	return figure{
		file:     strings.ToLower(b.Name) + "-" + s.key,
		title:    title(b.Name) + ": time per op over " + keyInWords(s.key),
		subtitle: s.fixed,
		says:     "Time per op of each implementation, lower is better; the band is its 95 % interval.",
		plots:    []*plot.Plot{p}, legend: legendOf(curves),
	}
}

// ideal is the fastest with one goroutine or thread, if contention cost nothing. Slots let as many at a time
// go on as there are processors.
func ideal(s slice, curves []curve, cpus int) []curve {
	if (s.key != "goroutines" && s.key != "threads") || len(curves) == 0 || s.values()[0] != 1 {
		return nil
	}
	alone := curves[0].points[0].y
	for _, c := range curves {
		if c.points[0].x == 1 {
			alone = min(alone, c.points[0].y)
		}
	}
	return []curve{reference("ideal: as one alone", dashed(), s, func(c report.Cell) float64 {
		if slots := number(c, "slots"); slots > 1 {
			return alone / min(slots, number(c, s.key), float64(cpus))
		}
		return alone
	})}
}

// floor draws the step that nothing in the suite can do without, as the limits suite has measured it.
func (d drawer) floor(s slice) []curve {
	op, name := "", ""
	switch d.suite.Suite {
	case "lock", "rlock", "semaphore":
		op, name = "cas_pair", "a compare-and-swap pair"
	case "condition", "barrier":
		op, name = "cross_core_handoff", "a hand-off between processors"
	}
	if op == "" || d.limits == nil {
		return nil
	}
	for _, c := range d.limits.Cells() {
		if c.Get("op") == op {
			y := report.Summarise(c.Base().Values(report.TimePerOp)).Center
			return []curve{reference("floor: "+name, dotted(), s, func(report.Cell) float64 { return y })}
		}
	}
	return nil
}
