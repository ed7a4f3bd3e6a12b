//go:build !race

package draw

import (
	"math"
	"slices"
	"strconv"

	"golang.org/x/perf/benchunit"
	"gonum.org/v1/plot"
	"gonum.org/v1/plot/plotter"
	"gonum.org/v1/plot/vg"
	"gonum.org/v1/plot/vg/draw"
)

// timeTicks marks a logarithmic axis of seconds at 1, and in a short range at 2 and 5 as well, with its unit.
func timeTicks(lo, hi float64) plot.ConstantTicks {
	steps := []float64{1}
	if hi/lo < 200 {
		steps = []float64{1, 2, 5}
	}
	var ticks plot.ConstantTicks
	for e := math.Floor(math.Log10(lo)) - 1; e <= math.Ceil(math.Log10(hi)); e++ {
		for _, s := range steps {
			v := s * math.Pow(10, e)
			if v >= lo*0.999 && v <= hi*1.001 {
				ticks = append(ticks, plot.Tick{Value: v, Label: roundTime(v)})
			}
		}
	}
	return ticks
}

// roundTime prints a time with three digits at most: "20 ns", "1.5 µs".
func roundTime(v float64) string {
	s := benchunit.CommonScale([]float64{v}, benchunit.Decimal)
	return strconv.FormatFloat(v/s.Factor, 'g', 3, 64) + " " + s.Prefix + "s"
}

// logTime makes an axis one of time in powers of ten that shows all of [lo, hi]. What is 0, as a wait may be on a clock
// that ticks seldom, has no logarithm: it stands at the lower end.
func logTime(a *plot.Axis, lo, hi float64) {
	a.Scale = logScale{}
	a.Min, a.Max = lo/1.3, hi*1.3
	a.Tick.Marker = timeTicks(a.Min, a.Max)
}

// A logScale is logarithmic, and has room for 0.
type logScale struct{ plot.LogScale }

func (s logScale) Normalize(low, high, x float64) float64 {
	return s.LogScale.Normalize(low, high, max(low, x))
}

// valueTicks marks an axis at the values that were measured. Where one is 0 there is no logarithm, and they stand
// at equal distances.
func valueTicks(a *plot.Axis, values []float64) (place func(float64) float64) {
	place = func(v float64) float64 { return v }
	a.Min, a.Max = values[0], values[len(values)-1]
	if values[0] > 0 {
		a.Scale = plot.LogScale{}
		spread := math.Pow(a.Max/a.Min, 0.04)
		a.Min, a.Max = a.Min/spread, a.Max*spread
	} else {
		place = func(v float64) float64 { return float64(slices.Index(values, v)) }
		a.Min, a.Max = -0.12, float64(len(values)-1)+0.12
	}
	var ticks plot.ConstantTicks
	for _, v := range values {
		ticks = append(ticks, plot.Tick{Value: place(v), Label: strconv.FormatFloat(v, 'f', -1, 64)})
	}
	a.Tick.Marker = ticks
	return place
}

// gridLines are thin, and at the ticks.
func gridLines(x, y bool) *plotter.Grid {
	g := plotter.NewGrid()
	style := draw.LineStyle{Color: grid, Width: vg.Length(1)}
	g.Vertical, g.Horizontal = draw.LineStyle{}, draw.LineStyle{}
	if x {
		g.Vertical = style
	}
	if y {
		g.Horizontal = style
	}
	return g
}
