//go:build !race

package draw

import (
	"slices"
	"strings"

	"gonum.org/v1/plot"

	"threadlab/bench/report"
)

// convoy draws how long a call that blocks takes beside threads that compute: its median, and its tail.
func (d drawer) convoy(b report.Benchmark, s slice) figure {
	k := figure{
		file:     strings.ToLower(b.Name) + "-convoy",
		title:    "The convoy: a blocking call beside threads that compute",
		subtitle: s.fixed,
		says: "How long a short blocking call takes beside 0, 1 and more threads that compute: under a GIL it waits a switch interval for each; " +
			"lower is better; the band is the 95 % interval.",
	}
	median, slowest := s.curvesOf("p50-call-sec", d.names), s.curvesOf("p99-call-sec", d.names)
	lo, hi := rangeOf(slices.Concat(median, slowest)...)
	k.plots = []*plot.Plot{curvePlot("latency, median (log)", s, "", median), curvePlot("latency, slowest 1 % (log)", s, "", slowest)}
	for _, p := range k.plots {
		logTime(&p.Y, lo, hi)
	}
	k.legend = legendOf(median)
	return k
}

// speedUp draws how much sooner n threads are done than one, with the line that n processors would allow.
func (d drawer) speedUp(b report.Benchmark, s slice) figure {
	sleeps := s.cells[0].Get("sleeps") != ""
	one := map[string]report.Impl{}
	for _, impl := range s.cells[0].Impls {
		one[impl.Name] = impl
	}
	curves := s.curves(d.names, func(c report.Cell, i report.Impl) (point, bool) {
		n := number(c, s.key)
		base, ok := one[i.Name]
		if !ok || s.values()[0] != 1 {
			return point{}, false
		}
		if n == 1 {
			return point{1, 1, 1, 1}, true
		}
		e, more := base.Against(i, report.TimePerOp), 1.0
		if sleeps {
			more = n // each thread sleeps as often as the one
		}
		if !e.Known() {
			e.Lo, e.Hi = e.Ratio, e.Ratio
		}
		return point{n, e.Ratio * more, e.Lo * more, e.Hi * more}, true
	})
	curves = append(curves, reference("ideal", dashed(), s, func(c report.Cell) float64 {
		if sleeps {
			return number(c, s.key)
		}
		return min(number(c, s.key), float64(cpus(d.suite)))
	}))
	p := curvePlot("", s, "times as fast as one thread", curves)
	_, hi := rangeOf(curves...)
	p.Y.Min, p.Y.Max = 0, hi*1.08
	do, doing := "compute", "computing"
	if sleeps {
		do, doing = "wait", "waiting"
	}
	return figure{
		file:     strings.ToLower(b.Name) + "-speedup",
		title:    "What threads gain where they do nothing but " + do,
		subtitle: s.fixed,
		says:     "Speed-up against one thread of the same kind when " + doing + ", higher is better; the dashed line is what the processors allow.",
		plots:    []*plot.Plot{p}, legend: legendOf(curves),
	}
}
