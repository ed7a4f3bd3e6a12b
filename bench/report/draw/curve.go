//go:build !race

package draw

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"threadlab/bench/report"
)

// A curve is a line with its confidence band: a series, or a reference that is only a line.
type curve struct {
	name      string
	index     int // of the series' look
	points    []point
	reference []vg.Length // the dashes of a reference
}

// dashed and dotted are the lines of references.
func dashed() []vg.Length { return []vg.Length{10, 5} }
func dotted() []vg.Length { return []vg.Length{3, 4} }

// reference returns the line of what has such heights along a slice.
func reference(name string, dashes []vg.Length, s slice, height func(report.Cell) float64) curve {
	line := curve{name: name, reference: dashes}
	for _, c := range s.cells {
		y := height(c)
		line.points = append(line.points, point{number(c, s.key), y, y, y})
	}
	return line
}

type point struct{ x, y, lo, hi float64 }

func (c curve) last() float64 { return c.points[len(c.points)-1].y }

func (c curve) styles() (draw.LineStyle, draw.GlyphStyle) {
	if c.reference != nil {
		return draw.LineStyle{Color: faint, Width: 2.5, Dashes: c.reference}, draw.GlyphStyle{}
	}
	return look(c.index)
}

// curvePlot draws curves along the key of a slice: bands below lines below marks. What was measured at half of the places or
// fewer gets marks only: a line would suggest values that were not measured.
func curvePlot(title string, s slice, y string, curves []curve) *plot.Plot {
	p := newPlot(title, keyInWords(s.key), y)
	place := valueTicks(&p.X, s.values())
	p.Add(gridLines(false, true))
	most := 0
	for _, c := range curves {
		most = max(most, len(c.points))
	}
	connected := func(c curve) bool { return 2*len(c.points) > most }
	for _, c := range curves {
		if c.reference == nil && connected(c) {
			p.Add(c.band(place))
		}
	}
	for _, c := range slices.Backward(curves) { // ours is the first, and drawn last
		line, glyph := c.styles()
		at := c.xys(place, func(pt point) float64 { return pt.y })
		if connected(c) {
			p.Add(&plotter.Line{XYs: at, LineStyle: line})
		}
		if c.reference == nil {
			p.Add(&plotter.Scatter{XYs: at, GlyphStyle: glyph})
		}
	}
	return p
}

// xys are the points of a curve at a height, and where place puts their values on the x axis.
func (c curve) xys(place func(float64) float64, height func(point) float64) plotter.XYs {
	var all plotter.XYs
	for _, pt := range c.points {
		all = append(all, plotter.XY{X: place(pt.x), Y: height(pt)})
	}
	return all
}

// band is the confidence band: along its upper edge, and back along the lower one.
func (c curve) band(place func(float64) float64) *plotter.Polygon {
	upper := c.xys(place, func(pt point) float64 { return pt.hi })
	lower := c.xys(place, func(pt point) float64 { return pt.lo })
	slices.Reverse(lower)
	line, _ := look(c.index)
	return &plotter.Polygon{XYs: []plotter.XYs{append(upper, lower...)}, Color: translucent(line.Color)}
}

// legendOf lists curves as they lie at the right edge, from top to bottom, and references below them.
func legendOf(curves []curve) []entry {
	sorted := slices.Clone(curves)
	slices.SortStableFunc(sorted, func(a, b curve) int {
		return cmp.Or(cmp.Compare(len(a.reference), len(b.reference)), cmp.Compare(b.last(), a.last()))
	})
	var entries []entry
	for _, c := range sorted {
		line, glyph := c.styles()
		entries = append(entries, entry{c.name, line, glyph})
	}
	return entries
}

// rangeOf returns the least and the greatest value above 0 that curves show, bands included: a nanosecond if all are 0.
func rangeOf(curves ...curve) (lo, hi float64) {
	lo, hi = math.Inf(1), 0
	for _, c := range curves {
		for _, pt := range c.points {
			for _, v := range []float64{pt.lo, pt.y, pt.hi} {
				if v > 0 {
					lo, hi = min(lo, v), max(hi, v)
				}
			}
		}
	}
	if hi == 0 {
		return 1e-9, 1e-9
	}
	return lo, hi
}

// pointOf returns a sample as a point. With too few values for an interval the band is their range.
func pointOf(x float64, values []float64) point {
	s := report.Summarise(values)
	if math.IsInf(s.Lo, 0) || math.IsInf(s.Hi, 0) {
		s.Lo, s.Hi = slices.Min(values), slices.Max(values)
	}
	return point{x, s.Center, s.Lo, s.Hi}
}
