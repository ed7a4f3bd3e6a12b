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

type point struct{ x, y, lo, hi float64 }

func (c curve) last() float64 { return c.points[len(c.points)-1].y }

func (c curve) styles() (draw.LineStyle, draw.GlyphStyle) {
	if c.reference != nil {
		return draw.LineStyle{Color: faint, Width: 2.5, Dashes: c.reference}, draw.GlyphStyle{}
	}
	return look(c.index)
}

// curvePlot draws curves along the key of a slice.
func curvePlot(title string, s slice, y string, curves []curve) (*plot.Plot, error) {
	p := newPlot(title, keyInWords(s.key), y)
	place := valueTicks(&p.X, s.values())
	p.Add(gridLines(false, true))
	return p, addCurves(p, curves, place)
}

// addCurves draws bands below lines below marks. place is where a value stands on the x axis. What was measured at half of the
// places or fewer gets marks only: a line would suggest values that were not measured.
func addCurves(p *plot.Plot, curves []curve, place func(float64) float64) error {
	most := 0
	for _, c := range curves {
		most = max(most, len(c.points))
	}
	sparse := func(c curve) bool { return 2*len(c.points) <= most }
	for _, c := range curves {
		if c.reference == nil && !sparse(c) {
			if err := addBand(p, c, place); err != nil {
				return err
			}
		}
	}
	for _, c := range slices.Backward(curves) { // ours is the first, and drawn last
		if err := addCurve(p, c, place, !sparse(c)); err != nil {
			return err
		}
	}
	return nil
}

// addCurve draws a line, if it is to be one, and the marks of what was measured.
func addCurve(p *plot.Plot, c curve, place func(float64) float64, connected bool) error {
	line, glyph := c.styles()
	xys := make(plotter.XYs, len(c.points))
	for i, pt := range c.points {
		xys[i] = plotter.XY{X: place(pt.x), Y: pt.y}
	}
	if connected {
		l, err := plotter.NewLine(xys)
		if err != nil {
			return err
		}
		l.LineStyle = line
		p.Add(l)
	}
	if c.reference != nil {
		return nil
	}
	s, err := plotter.NewScatter(xys)
	if err != nil {
		return err
	}
	s.GlyphStyle = glyph
	p.Add(s)
	return nil
}

func addBand(p *plot.Plot, c curve, place func(float64) float64) error {
	var ring plotter.XYs
	for _, pt := range c.points {
		ring = append(ring, plotter.XY{X: place(pt.x), Y: pt.hi})
	}
	for i := range c.points {
		pt := c.points[len(c.points)-1-i]
		ring = append(ring, plotter.XY{X: place(pt.x), Y: pt.lo})
	}
	band, err := plotter.NewPolygon(ring)
	if err != nil {
		return err
	}
	line, _ := look(c.index)
	band.Color, band.LineStyle = translucent(line.Color), draw.LineStyle{}
	p.Add(band)
	return nil
}

// legendOf lists curves as they lie at the right edge, from top to bottom, and references below them.
func legendOf(curves []curve) []entry {
	sorted := slices.Clone(curves)
	slices.SortStableFunc(sorted, func(a, b curve) int {
		if (a.reference == nil) != (b.reference == nil) {
			if a.reference == nil {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.last(), a.last())
	})
	var entries []entry
	for _, c := range sorted {
		line, glyph := c.styles()
		entries = append(entries, entry{c.name, line, glyph})
	}
	return entries
}

// rangeOf returns the least and the greatest value that curves show, bands included.
func rangeOf(curves []curve) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, c := range curves {
		for _, pt := range c.points {
			lo, hi = min(lo, pt.lo), max(hi, pt.hi)
		}
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
