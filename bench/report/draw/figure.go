//go:build !race

package draw

import (
	"bytes"
	"cmp"
	"image/color"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
	"gonum.org/v1/plot/vg/vgsvg"
)

// A figure is what is drawn: title and subtitle above, legend to the right, plots side by side in what is left.
type figure struct {
	file            string // without the suite before it and .svg behind it
	title, subtitle string
	says            string // what it shows, in a sentence
	plots           []*plot.Plot
	legend          []entry
	height          vg.Length // 0: that of a slide
}

// An entry is a line of the legend.
type entry struct {
	name  string
	line  draw.LineStyle
	glyph draw.GlyphStyle
}

func (k figure) svg() ([]byte, error) {
	canvas := vgsvg.NewWith(vgsvg.UseWH(width, cmp.Or(k.height, height)))
	c := draw.New(canvas)
	c.FillPolygon(paper, []vg.Point{c.Min, {X: c.Max.X, Y: c.Min.Y}, c.Max, {X: c.Min.X, Y: c.Max.Y}})
	c = draw.Crop(c, margin, -margin, margin*0.7, -margin*0.8)
	head := bold(titleSize, ink)
	for head.Width(k.title) > c.Max.X-c.Min.X {
		head.Font.Size--
	}
	top := c.Max.Y - head.Height(k.title)
	c.FillText(head, vg.Point{X: c.Min.X, Y: top}, k.title)
	small := lettering(subtitleSize, faint)
	top -= 6
	for _, line := range strings.Split(k.subtitle, "\n") {
		top -= subtitleSize * 1.4
		c.FillText(small, vg.Point{X: c.Min.X, Y: top}, line)
	}
	c.Max.Y = top - 16
	c.Max.X -= k.drawLegend(c)
	wide := (c.Max.X - c.Min.X) / vg.Length(len(k.plots))
	for i, p := range k.plots {
		left := wide * vg.Length(i)
		p.Draw(draw.Crop(c, left, left+wide-(c.Max.X-c.Min.X)-6, 0, 0))
	}
	var b bytes.Buffer
	if _, err := canvas.WriteTo(&b); err != nil {
		return nil, err
	}
	return modern(b.Bytes()), nil
}

// drawLegend draws the legend at the right edge and returns how much room it takes.
func (k figure) drawLegend(c draw.Canvas) vg.Length {
	if len(k.legend) == 0 {
		return 0
	}
	const sample, gap, line = 34, 8, 25
	style, widest := lettering(tickSize, ink), vg.Length(0)
	for _, e := range k.legend {
		widest = max(widest, style.Width(e.name))
	}
	left := c.Max.X - widest - sample - gap
	for i, e := range k.legend {
		y := c.Max.Y - vg.Length(i)*line - 12
		if e.line.Width > 0 {
			c.StrokeLine2(e.line, left, y, left+sample, y)
		}
		if e.glyph.Shape != nil {
			c.DrawGlyphNoClip(e.glyph, vg.Point{X: left + sample/2, Y: y})
		}
		c.FillText(style, vg.Point{X: left + sample + gap, Y: y - tickSize*0.36}, e.name)
	}
	return widest + sample + gap + 22
}

// modern names the sans that a reader's machine has; the three behind Inter are as wide as the one that was measured.
func modern(svg []byte) []byte {
	return bytes.ReplaceAll(svg, []byte("font-family:Liberation Sans;"),
		[]byte("font-family:'Liberation Sans',Arimo,Helvetica,Arial,sans-serif;"))
}

// newPlot returns an empty plot with our letters and lines.
func newPlot(title, x, y string) *plot.Plot {
	p := plot.New()
	p.BackgroundColor = color.Transparent
	p.Title.Text, p.X.Label.Text, p.Y.Label.Text = title, x, y
	p.Title.Padding = 10
	letter(&p.Title.TextStyle, bold(axisSize, ink))
	for _, a := range []*plot.Axis{&p.X, &p.Y} {
		letter(&a.Label.TextStyle, lettering(axisSize, ink))
		letter(&a.Tick.Label, lettering(tickSize, ink))
		a.Label.Padding, a.Padding = 6, 8
		a.LineStyle = draw.LineStyle{Color: faint, Width: 1.2}
		a.Tick.LineStyle = a.LineStyle
	}
	p.Y.LineStyle.Width, p.Y.Tick.Length = 0, 0 // the grid is enough
	return p
}
