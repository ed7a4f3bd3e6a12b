package matrix

import (
	"bytes"
	"image/color"
	"math"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"

	"threadlab/racecases/detect"
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
type grid struct {
	m    Matrix
	cols []detect.Name
}

func (g grid) Dims() (c, r int) { return len(g.cols), len(g.m.refs) }
func (g grid) X(c int) float64  { return float64(c) }
func (g grid) Y(r int) float64  { return float64(r) }
func (g grid) at(c, r int) view { return g.m.views[g.cols[c]][g.m.refs[len(g.m.refs)-1-r].Name()] }
func (g grid) Z(c, r int) float64 {
	v := g.at(c, r)
	if !v.applies || !v.measured() || v.ref.Case.Negative {
		return math.NaN()
	}
	return float64(v.seen.Hits) / float64(v.broken.Trials)
}

// sign is what an entry shows beside its shade: ! a false alarm, w only reports at
// the wrong site, / not applicable, ? not measured, - nothing to see.
func (g grid) sign(c, r int) string {
	v := g.at(c, r)
	switch {
	case !v.applies:
		return "/"
	case !v.measured():
		return "?"
	case v.alarms > 0:
		return "!"
	case v.seen.Wrong > 0 && v.seen.Hits == 0:
		return "w"
	case v.ref.Case.Negative:
		return "-"
	}
	return ""
}

// Heat is the matrix at a glance, as SVG.
func (m Matrix) Heat() ([]byte, error) {
	g := grid{m: m}
	var names, rows []string
	for _, d := range detect.Names() {
		g.cols, names = append(g.cols, d), append(names, string(d))
	}
	for i := range m.refs {
		rows = append(rows, m.refs[len(m.refs)-1-i].Name())
	}
	p := plot.New()
	p.Title.Text = "Share of trials in which a detector reports the bug: white 0, dark 1\n" +
		"/ not applicable · ? not measured · - negative, silent · ! false alarm · w wrong site only"
	heat := plotter.NewHeatMap(g, ramp(shades()))
	heat.Min, heat.Max, heat.NaN = 0, 1, color.White
	p.Add(heat)
	labels, err := g.labels()
	if err != nil {
		return nil, err
	}
	p.Add(labels, lines{len(g.cols), len(rows)})
	p.NominalX(names...)
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
	for c := range g.cols {
		for r := range g.m.refs {
			if s := g.sign(c, r); s != "" {
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
