//go:build !race

package draw

import (
	"fmt"
	"slices"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"threadlab/bench"
	"threadlab/bench/report"
)

// A dot is a mark in a row, with its interval.
type dot struct {
	row   int
	at    point // y is the value; lo and hi its interval
	glyph draw.GlyphStyle
	label string
}

// A dotPlot draws marks in rows, an axis of time below them.
type dotPlot []dot

func (d dotPlot) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	for _, m := range d {
		at := vg.Point{X: x(m.at.y), Y: y(float64(-m.row))}
		c.StrokeLine2(draw.LineStyle{Color: m.glyph.Color, Width: 2.5}, x(m.at.lo), at.Y, x(m.at.hi), at.Y)
		c.DrawGlyph(m.glyph, at)
		if m.label != "" {
			c.FillText(lettering(subtitleSize, ink), vg.Point{X: x(m.at.hi) + 12, Y: at.Y - subtitleSize*0.36}, m.label)
		}
	}
}

// rowPlot returns a plot with a name for each row; names that end in ":" head a group and have no line.
func rowPlot(names []string, marks dotPlot) *plot.Plot {
	p := newPlot("", "time (log)", "")
	var ticks plot.ConstantTicks
	for i, name := range names {
		ticks = append(ticks, plot.Tick{Value: float64(-i), Label: name})
	}
	var all curve
	for _, m := range marks {
		all.points = append(all.points, m.at)
	}
	lo, hi := rangeOf(all)
	p.Y.Tick.Marker = ticks
	p.Y.Min, p.Y.Max = float64(-len(names))+0.4, 0.6
	logTime(&p.X, lo, hi)
	if hi/lo < 10 {
		logTime(&p.X, lo/2, hi*2)
	}
	p.Add(gridLines(true, false), marks)
	return p
}

// waits draws the distribution of waits in a cell: a row for each implementation, a mark for each quantile.
func waits(b report.Benchmark, c report.Cell, what string) figure {
	colours, forms := palette(), markers()
	var legend []entry
	for i, q := range report.Quantiles() {
		legend = append(legend, entry{name: q.Name, glyph: draw.GlyphStyle{Color: colours[i], Radius: 7, Shape: forms[i]}})
	}
	var names []string
	var marks dotPlot
	for _, impl := range c.Impls {
		if strings.HasSuffix(impl.Name, bench.ControlSuffix) {
			continue
		}
		names = append(names, impl.Name)
		for i, q := range report.Quantiles() {
			if v := impl.Values(q.Unit + "-" + what + "-sec"); v != nil {
				marks = append(marks, dot{row: len(names) - 1, at: pointOf(0, v), glyph: legend[i].glyph})
			}
		}
	}
	return figure{
		file:     strings.ToLower(b.Name) + "-" + slug(c),
		title:    fmt.Sprintf("%s: how long a %s takes", title(b.Name), what),
		subtitle: inWords(c),
		says:     fmt.Sprintf("How a %s is distributed at %s: median, p99, p99.9 and the longest, to the left is better; the bar is the 95 %% interval.", what, inWords(c)),
		plots:    []*plot.Plot{rowPlot(names, marks)}, legend: legend, height: tall(len(names), 34),
	}
}

// tall is the height of a figure with that many rows.
func tall(rows int, each vg.Length) vg.Length { return max(height*0.6, 160+vg.Length(rows)*each) }

func slug(c report.Cell) string {
	var words []string
	for _, p := range c.Keys {
		words = append(words, p.Key+p.Value)
	}
	return strings.ReplaceAll(strings.Join(words, "-"), "_", "")
}

// perFigure is how many rows fit a figure that is read from the last bench.
const perFigure = 18

// parts shares the cells of a benchmark out over figures.
func parts(b report.Benchmark) [][]report.Cell {
	var all [][]report.Cell
	used := perFigure
	for _, c := range b.Cells {
		if rows := len(c.Impls) + 1; used+rows > perFigure {
			all, used = append(all, []report.Cell{c}), rows
		} else {
			all[len(all)-1] = append(all[len(all)-1], c)
			used += rows
		}
	}
	return all
}

// rows draws cells that lie on no axis: a group for each, a row for each implementation.
func rows(b report.Benchmark, cells []report.Cell, part int, order []string) figure {
	var names []string
	var marks dotPlot
	for _, c := range cells {
		if words := inWords(c); words != "" {
			names = append(names, words+":")
		}
		for _, impl := range c.Impls {
			i := slices.Index(order, impl.Name)
			if i < 0 {
				continue
			}
			_, glyph := look(i)
			pt := pointOf(0, impl.Values(report.TimePerOp))
			names = append(names, impl.Name)
			marks = append(marks, dot{len(names) - 1, pt, glyph, roundTime(pt.y)})
		}
	}
	file := strings.ToLower(b.Name)
	if part > 0 {
		file += fmt.Sprintf("-%d", part+1)
	}
	return figure{
		file:  file,
		title: title(b.Name) + ": time per op",
		says:  "Time per op of each implementation, to the left is better; the bar is the 95 % interval.",
		plots: []*plot.Plot{rowPlot(names, marks)}, height: tall(len(names), 25),
	}
}
