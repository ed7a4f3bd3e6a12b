//go:build !race

package main

import (
	"bytes"
	"image/color"
	"math"
	"slices"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"threadlab/racecases/matrix/heat"
)

// shades go from white to near black and darken evenly, so that a grey print
// shows what the colours do.
func shades() []color.Color {
	const n = 21
	from, to := [3]float64{255, 255, 255}, [3]float64{8, 48, 107}
	var all []color.Color
	for i := range n {
		t := float64(i) / (n - 1)
		mix := func(k int) uint8 { return uint8(from[k] + (to[k]-from[k])*t) }
		all = append(all, color.RGBA{mix(0), mix(1), mix(2), 255})
	}
	return all
}

// ramp makes shades a palette.
type ramp []color.Color

func (r ramp) Colors() []color.Color { return r }

// grid is the matrix as the plotter wants it: columns are detectors, rows cases
// with the first on top.
type grid heat.Map

func (g grid) Dims() (c, r int)        { return len(g.Columns), len(g.Rows) }
func (g grid) X(c int) float64         { return float64(c) }
func (g grid) Y(r int) float64         { return float64(r) }
func (g grid) at(c, r int) heat.Square { return g.Rows[len(g.Rows)-1-r].Squares[c] }
func (g grid) Z(c, r int) float64 {
	if share := g.at(c, r).Share; share != nil {
		return *share
	}
	return math.NaN()
}

// heatSVG draws the matrix.
func heatSVG(h heat.Map) ([]byte, error) {
	g := grid(h)
	var rows []string
	for _, row := range slices.Backward(g.Rows) {
		rows = append(rows, row.Case)
	}
	p := plot.New()
	p.Title.Text = "Share of trials in which a detector reports the bug: white 0, dark 1\n" +
		"/ not applicable · ? not measured · - negative, silent · ! false alarm · w wrong site only"
	squares := plotter.NewHeatMap(g, ramp(shades()))
	squares.Min, squares.Max, squares.NaN = 0, 1, color.White
	p.Add(squares)
	labels, err := g.labels()
	if err != nil {
		return nil, err
	}
	p.Add(labels, lines{len(g.Columns), len(rows)})
	p.NominalX(g.Columns...)
	p.NominalY(rows...)
	for _, style := range []*text.Style{&p.Title.TextStyle, &p.X.Tick.Label, &p.Y.Tick.Label} {
		style.Font.Variant, style.Font.Size = "Sans", vg.Points(8)
	}
	width, height := 8.4*vg.Inch, vg.Points(float64(11*len(rows)+70))
	canvas, err := p.WriterTo(width, height, "svg")
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	_, err = canvas.WriteTo(&b)
	return b.Bytes(), err
}

func (g grid) labels() (*plotter.Labels, error) {
	var at plotter.XYLabels
	for c := range g.Columns {
		for r := range g.Rows {
			if s := g.at(c, r).Sign; s != "" {
				at.XYs, at.Labels = append(at.XYs, plotter.XY{X: float64(c), Y: float64(r)}), append(at.Labels, s)
			}
		}
	}
	labels, err := plotter.NewLabels(at)
	if err != nil {
		return nil, err
	}
	for i := range labels.TextStyle {
		style := &labels.TextStyle[i]
		style.Font.Variant, style.Font.Size = "Sans", vg.Points(7)
		style.XAlign, style.YAlign = text.XCenter, text.YCenter
		if at.Labels[i] == "!" || at.Labels[i] == "w" {
			style.Color = color.RGBA{R: 180, A: 255}
			style.Font.Size = vg.Points(9)
		}
	}
	return labels, nil
}

// lines are thin rules between the cells.
type lines struct{ cols, rows int }

// Plot draws them.
func (l lines) Plot(c draw.Canvas, p *plot.Plot) {
	x, y := p.Transforms(&c)
	style := draw.LineStyle{Color: color.Gray{Y: 200}, Width: vg.Points(0.3)}
	for i := range l.cols + 1 {
		c.StrokeLine2(style, x(float64(i)-0.5), y(-0.5), x(float64(i)-0.5), y(float64(l.rows)-0.5))
	}
	for i := range l.rows + 1 {
		c.StrokeLine2(style, x(-0.5), y(float64(i)-0.5), x(float64(l.cols)-0.5), y(float64(i)-0.5))
	}
}
