//go:build !race

package draw

import (
	"math"
	"strings"

	"gonum.org/v1/plot"

	"threadlab/bench/report"
)

// convoy draws how long a call that blocks takes beside threads that compute: its median, and its tail.
func convoy(b report.Benchmark, s slice, names []string) (report.Chart, figure, error) {
	k := figure{subtitle: above(s.fixed)}
	lo, hi := math.Inf(1), 0.0
	all := map[string][]curve{}
	panels := []struct{ unit, title string }{{"p50-call-sec", "latency, median (log)"}, {"p99-call-sec", "latency, slowest 1 % (log)"}}
	for _, panel := range panels {
		curves := s.curves(names, func(c report.Cell, i report.Impl) (point, bool) {
			v := i.Values(panel.unit)
			if v == nil {
				return point{}, false
			}
			return pointOf(number(c, s.key), v), true
		})
		l, h := rangeOf(curves)
		lo, hi = min(lo, l), max(hi, h)
		all[panel.unit] = curves
	}
	for _, panel := range panels {
		p, err := curvePlot(panel.title, s, "", all[panel.unit])
		if err != nil {
			return report.Chart{}, k, err
		}
		logTime(&p.Y, lo, hi)
		k.plots = append(k.plots, p)
	}
	k.legend = legendOf(all["p50-call-sec"])
	return report.Chart{
		File:  strings.ToLower(b.Name) + "-convoy",
		Title: "The convoy: a blocking call beside threads that compute",
		Says: "How long a short blocking call takes beside 0, 1 and more threads that compute: under a GIL it waits a switch interval for each; " +
			"lower is better; the band is the 95 % interval.",
	}, k, nil
}

// speedUp draws how much sooner n threads are done than one, with the line that n processors would allow.
func speedUp(b report.Benchmark, s slice, names []string, cpus int) (report.Chart, figure, error) {
	sleeps := s.cells[0].Get("sleeps") != ""
	one := map[string][]float64{}
	for _, impl := range s.cells[0].Impls {
		one[impl.Name] = impl.Values(report.TimePerOp)
	}
	curves := s.curves(names, func(c report.Cell, i report.Impl) (point, bool) {
		n, base := number(c, s.key), one[i.Name]
		if base == nil || s.values()[0] != 1 {
			return point{}, false
		}
		if n == 1 {
			return point{1, 1, 1, 1}, true
		}
		e, more := report.Compare(base, i.Values(report.TimePerOp)), 1.0
		if sleeps {
			more = n // each thread sleeps as often as the one
		}
		if !e.Known() {
			e.Lo, e.Hi = e.Ratio, e.Ratio
		}
		return point{n, e.Ratio * more, e.Lo * more, e.Hi * more}, true
	})
	line := curve{name: "ideal", reference: dashed()}
	for _, n := range s.values() {
		y := min(n, float64(cpus))
		if sleeps {
			y = n
		}
		line.points = append(line.points, point{n, y, y, y})
	}
	curves = append(curves, line)
	p, err := curvePlot("", s, "times as fast as one thread", curves)
	_, hi := rangeOf(curves)
	p.Y.Min, p.Y.Max = 0, hi*1.08
	do, doing := "compute", "computing"
	if sleeps {
		do, doing = "wait", "waiting"
	}
	c := report.Chart{
		File:  strings.ToLower(b.Name) + "-speedup",
		Title: "What threads gain where they do nothing but " + do,
		Says:  "Speed-up against one thread of the same kind when " + doing + ", higher is better; the dashed line is what the processors allow.",
	}
	return c, figure{subtitle: above(s.fixed), plots: []*plot.Plot{p}, legend: legendOf(curves)}, err
}
