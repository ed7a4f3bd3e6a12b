//go:build !race

package draw

import (
	"errors"
	"fmt"
	"os"
	"regexp"
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
	for _, b := range f.Benchmarks {
		if err := d.benchmark(b); err != nil {
			return nil, fmt.Errorf("%s: %w", suite, err)
		}
	}
	return d.charts, nil
}

// A drawer draws one suite. What it draws follows from the keys of the names: a key with three numbers or more in a row
// becomes an axis; that of hogs is the convoy plot; quantiles become the distribution of waits; the rest is drawn
// row by row.
type drawer struct {
	suite  *report.Figures
	limits *report.Figures // of the suite of that name, or nil
	names  []string        // of the implementations, in order
	charts []report.Chart
}

func (d *drawer) benchmark(b report.Benchmark) error {
	drawn := len(d.charts)
	for _, s := range slicesOf(b) {
		if err := d.slice(b, s); err != nil {
			return err
		}
	}
	if len(d.charts) > drawn {
		return nil
	}
	if what := quantiles(b); what != "" {
		for _, c := range b.Cells {
			if err := d.add(waits(b, c, what)); err != nil {
				return err
			}
		}
		return nil
	}
	for i, part := range parts(b) {
		if err := d.add(rows(b, part, i, d.names)); err != nil {
			return err
		}
	}
	return nil
}

// slice draws the cells along one key, if there is a picture for them.
func (d *drawer) slice(b report.Benchmark, s slice) error {
	first := s.cells[0]
	switch {
	case s.key == "hogs":
		if first.Base().Values("p50-call-sec") == nil {
			return nil
		}
		return d.add(convoy(b, s, d.names))
	case s.key == "threads" && (first.Get("work_ms") != "" || first.Get("sleeps") != ""):
		return d.add(speedUp(b, s, d.names, cpus(d.suite)))
	case quantiles(b) != "":
		return nil
	}
	return d.add(scaling(d.suite, b, s, d.names, d.limits))
}

// add draws a figure as the next chart.
func (d *drawer) add(c report.Chart, k figure, err error) error {
	if err != nil {
		return err
	}
	k.title, k.subtitle = c.Title, k.subtitle+subtitle(d.suite)
	if k.height == 0 {
		k.height = height
	}
	c.File = d.suite.Suite + "." + c.File + ".svg"
	c.SVG, err = k.svg()
	d.charts = append(d.charts, c)
	return err
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
func scaling(f *report.Figures, b report.Benchmark, s slice, names []string, limits *report.Figures) (report.Chart, figure, error) {
	curves := s.curves(names, func(c report.Cell, i report.Impl) (point, bool) {
		v := i.Values(report.TimePerOp)
		return pointOf(number(c, s.key), v), v != nil
	})
	curves = append(curves, ideal(s, curves, cpus(f))...)
	curves = append(curves, floor(f.Suite, s, limits)...)
	p, err := curvePlot("", s, "time per op (log)", curves)
	lo, hi := rangeOf(curves)
	logTime(&p.Y, lo, hi)
	c := report.Chart{
		File:  strings.ToLower(b.Name) + "-" + s.key,
		Title: title(b.Name) + ": time per op over " + keyInWords(s.key),
		Says:  "Time per op of each implementation, lower is better; the band is its 95 % interval.",
	}
	return c, figure{subtitle: above(s.fixed), plots: []*plot.Plot{p}, legend: legendOf(curves)}, err
}

func above(fixed string) string {
	if fixed == "" {
		return ""
	}
	return fixed + "\n"
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
	line := curve{name: "ideal: as one alone", reference: dashed()}
	for _, c := range s.cells {
		together := 1.0
		if slots := number(c, "slots"); slots > 1 {
			together = min(slots, number(c, s.key), float64(cpus))
		}
		y := alone / together
		line.points = append(line.points, point{number(c, s.key), y, y, y})
	}
	return []curve{line}
}

// A limit is the cell of the limits suite that nothing in some suites can beat, as a regular expression.
type limit struct{ cell, name string }

// limitOf returns the limit of a suite, or none.
func limitOf(suite string) limit {
	switch suite {
	case "lock", "rlock", "semaphore":
		return limit{`(?i)cas`, "a compare-and-swap pair"}
	case "condition", "barrier":
		return limit{`(?i)(hand.?off|ping.?pong)`, "a hand-off between processors"}
	}
	return limit{}
}

// floor draws the step that the machine needs at least.
func floor(suite string, s slice, limits *report.Figures) []curve {
	step := limitOf(suite)
	if limits == nil || step.cell == "" || suite == limits.Suite {
		return nil
	}
	y, found := step.time(limits)
	if !found {
		return nil
	}
	c := curve{name: "floor: " + step.name, reference: dotted()}
	for _, x := range s.values() {
		c.points = append(c.points, point{x, y, y, y})
	}
	return []curve{c}
}

// time returns the median of the first cell that matches.
func (step limit) time(limits *report.Figures) (median float64, found bool) {
	pattern := regexp.MustCompile(step.cell)
	limits.Each(func(b report.Benchmark, c report.Cell) {
		for _, impl := range c.Impls {
			name := b.Name + "/impl=" + impl.Name + "/" + c.String()
			if !found && pattern.MatchString(name) {
				median, found = report.Summarise(impl.Values(report.TimePerOp)).Center, true
			}
		}
	})
	return median, found
}
