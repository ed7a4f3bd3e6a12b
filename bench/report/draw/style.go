//go:build !race

// Package draw draws the pictures of the benchmarks' figures. It is a package of its own because a plotting library is
// heavy: only the command scripts/draw links it. A race build has no such package, nor the command, which computes in one
// goroutine: go test -race ./... would compile the library once more, and its tests start the command, built without.
package draw

import (
	"image/color"
	"math"

	xfont "golang.org/x/image/font"
	"gonum.org/v1/plot/font"
	"gonum.org/v1/plot/text"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// A figure has an opaque, nearly white background of its own, so that it looks the same on a light and on a
// dark page. Sizes suit a projector: 960 x 540 is the shape of a slide, and nothing is smaller than 13.
const (
	width, height          = vg.Length(960), vg.Length(540)
	margin                 = vg.Length(28)
	titleSize, axisSize    = 26, 17
	tickSize, subtitleSize = 15, 13
)

var (
	paper = color.RGBA{0xfc, 0xfc, 0xfa, 0xff}
	ink   = color.RGBA{0x1b, 0x1f, 0x24, 0xff}
	faint = color.RGBA{0x57, 0x60, 0x6a, 0xff}
	grid  = color.RGBA{0xdd, 0xdf, 0xe2, 0xff}
)

// palette is that of Okabe and Ito without its yellow, which a projector loses: told apart by colour-blind readers too.
func palette() []color.RGBA {
	return []color.RGBA{
		{0x00, 0x72, 0xb2, 0xff},
		{0xd5, 0x5e, 0x00, 0xff},
		{0x00, 0x9e, 0x73, 0xff},
		{0xaa, 0x4a, 0x8d, 0xff},
		{0xe6, 0x9f, 0x00, 0xff},
		{0x56, 0xb4, 0xe9, 0xff},
		{0x1b, 0x1f, 0x24, 0xff},
		{0x8c, 0x8c, 0x8c, 0xff},
	}
}

// markers are filled, so that they can be told apart from the last bench.
func markers() []draw.GlyphDrawer {
	return []draw.GlyphDrawer{
		draw.CircleGlyph{},
		draw.BoxGlyph{},
		draw.PyramidGlyph{},
		regular(4, 1.25, 1.25),
		regular(6, 1.15, 1.15), regular(10, 1.4, 0.6), regular(8, 1.4, 0.45), regular(6, 1.4, 0.5),
	}
}

// look is how the i-th series is drawn. With more series than colours the colours come again, with another
// shape and in dashes.
func look(i int) (draw.LineStyle, draw.GlyphStyle) {
	colours, forms := palette(), markers()
	line := draw.LineStyle{Color: colours[i%len(colours)], Width: 3}
	form := forms[i%len(forms)]
	if turn := i / len(colours); turn > 0 {
		line.Dashes = []vg.Length{9, 4}
		form = forms[(i+len(forms)/2)%len(forms)]
	}
	if i == 0 {
		line.Width = 4.5 // ours
	}
	return line, draw.GlyphStyle{Color: line.Color, Radius: 6, Shape: form}
}

// A polygon is a shape of corners, as if the radius were 1.
type polygon []vg.Point

// regular returns n corners that lie in turns on two circles: a diamond, a hexagon, stars.
func regular(n int, outer, inner float64) polygon {
	corners := make(polygon, n)
	for i := range corners {
		r := outer
		if i%2 == 1 {
			r = inner
		}
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(n))
		corners[i] = vg.Point{X: vg.Length(r * sin), Y: vg.Length(r * cos)}
	}
	return corners
}

func (g polygon) DrawGlyph(c *draw.Canvas, sty draw.GlyphStyle, p vg.Point) {
	corners := make([]vg.Point, len(g))
	for i, at := range g {
		corners[i] = vg.Point{X: p.X + sty.Radius*at.X, Y: p.Y + sty.Radius*at.Y}
	}
	c.FillPolygon(sty.Color, corners)
}

func lettering(size float64, c color.Color) text.Style {
	return text.Style{Color: c, Font: font.Font{Typeface: "Liberation", Variant: "Sans", Size: vg.Length(size)}, Handler: text.Plain{Fonts: font.DefaultCache}}
}

func bold(size float64, c color.Color) text.Style {
	s := lettering(size, c)
	s.Font.Weight = xfont.WeightBold
	return s
}

// letter gives what is written somewhere other letters, and leaves it there.
func letter(s *text.Style, with text.Style) {
	s.Color, s.Font, s.Handler = with.Color, with.Font, with.Handler
}

// translucent is the colour of a confidence band.
func translucent(c color.Color) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 0x30}
}
