package report

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
	"gonum.org/v1/plot/vg"
)

// Charts draws the pictures of a suite. limits are the figures of the suite of that name, or nil.
//
// What is drawn follows from the keys of the names. A key with three numbers or more in a row becomes an axis; that
// of hogs is the convoy plot; quantiles become the distribution of waits; the rest is drawn row by row.
func Charts(f, limits *Figures) ([]Chart, error) {
	var charts []Chart
	names := order(f)
	add := func(c Chart, k card, err error) error {
		if err != nil {
			return err
		}
		k.title, k.subtitle = c.Title, k.subtitle+subtitle(f)
		if k.height == 0 {
			k.height = height
		}
		c.File = f.Suite + "." + c.File + ".svg"
		c.SVG, err = k.svg()
		charts = append(charts, c)
		return err
	}
	for _, b := range f.Benchmarks {
		drawn := false
		for _, s := range slicesOf(b) {
			var err error
			switch {
			case s.key == "hogs":
				if !hasUnit(s, "p50-call-sec") {
					continue
				}
				err = add(convoy(b, s, names))
			case s.key == "threads" && (s.cells[0].Get("work_ms") != "" || s.cells[0].Get("sleeps") != ""):
				err = add(speedUp(b, s, names, cpus(f)))
			case len(otherUnits(b)) > 0 && quantiles(b) != "":
				continue
			default:
				err = add(scaling(f, b, s, names, limits))
			}
			if err != nil {
				return nil, err
			}
			drawn = true
		}
		if what := quantiles(b); what != "" && !drawn {
			for _, c := range b.Cells {
				if err := add(waits(b, c, what)); err != nil {
					return nil, err
				}
			}
			continue
		}
		if !drawn {
			for i, part := range parts(b) {
				if err := add(rows(b, part, i, names)); err != nil {
					return nil, err
				}
			}
		}
	}
	return charts, nil
}

func cpus(f *Figures) int {
	n, _ := strconv.Atoi(f.Sources[0].Raw.Config["cpus"])
	return max(n, 1)
}

func hasUnit(s slice, unit string) bool {
	return slices.Contains(s.cells[0].Base().units, unit)
}

// quantiles returns what the quantiles of a benchmark are of: "wait" or "call".
func quantiles(b Benchmark) string {
	for _, u := range otherUnits(b) {
		if what, ok := strings.CutPrefix(u, "p50-"); ok {
			return strings.TrimSuffix(what, "-sec")
		}
	}
	return ""
}

// subtitle says what was measured where and when.
func subtitle(f *Figures) string {
	c := f.Sources[0].Raw.Config
	day, _, _ := strings.Cut(c["date"], "T")
	text := fmt.Sprintf("median of %d rounds with 95 %% interval · %s CPUs %s/%s · %s", f.Sources[0].Raw.Rounds, c["cpus"], c["goos"], c["goarch"], c["go"])
	for _, s := range f.Sources[1:] {
		text += " · " + s.Name
	}
	return text + fmt.Sprintf(" · %s · commit %s", day, c["commit"])
}

// scaling draws time over a key, with what would be ideal and what the machine allows.
func scaling(f *Figures, b Benchmark, s slice, names []string, limits *Figures) (Chart, card, error) {
	curves := s.curves(names, func(c Cell, i Impl) (point, bool) {
		v := i.values[TimePerOp]
		return pointOf(c.number(s.key), v), v != nil
	})
	curves = append(curves, ideal(s, curves, cpus(f))...)
	curves = append(curves, floor(f.Suite, s, limits)...)
	p := newPlot("", keyInWords(s.key), "time per op (log)")
	place := valueTicks(&p.X, s.values())
	p.Add(gridLines(false, true))
	err := addCurves(p, curves, place)
	lo, hi := rangeOf(curves)
	logTime(&p.Y, lo, hi)
	c := Chart{
		File:  strings.ToLower(b.Name) + "-" + s.key,
		Title: title(b.Name) + ": time per op over " + keyInWords(s.key),
		Says:  "Time per op of each implementation, lower is better; the band is its 95 % interval.",
	}
	return c, card{subtitle: above(s.fixed), plots: []*plot.Plot{p}, legend: legendOf(curves)}, err
}

func above(fixed string) string {
	if fixed == "" {
		return ""
	}
	return fixed + "\n"
}

// ideal is the fastest with one goroutine or thread, if contention cost nothing. Slots let as many at a time
// go on as there are processors.
func ideal(s slice, curves []curve, cpus int) []curve {
	if (s.key != "goroutines" && s.key != "threads") || len(curves) == 0 || s.values()[0] != 1 {
		return nil
	}
	alone := curves[0].points[0].y
	for _, c := range curves {
		if c.points[0].x == 1 {
			alone = min(alone, c.points[0].y)
		}
	}
	line := curve{name: "ideal: as one alone", reference: []vg.Length{10, 5}}
	for _, c := range s.cells {
		together := 1.0
		if slots := c.number("slots"); slots > 1 {
			together = min(slots, c.number(s.key), float64(cpus))
		}
		y := alone / together
		line.points = append(line.points, point{c.number(s.key), y, y, y})
	}
	return []curve{line}
}

// floor is the step that the machine needs at least.
func floor(suite string, s slice, limits *Figures) []curve {
	story := storyOf(suite)
	if limits == nil || story.floor == "" || suite == limits.Suite {
		return nil
	}
	pattern := regexp.MustCompile(story.floor)
	var found *curve
	limits.each(func(b Benchmark, c Cell) {
		for _, impl := range c.Impls {
			name := b.Name + "/impl=" + impl.Name + "/" + c.String()
			if found != nil || !pattern.MatchString(name) {
				continue
			}
			found = &curve{name: "floor: " + story.floorSays, reference: []vg.Length{3, 4}}
			y := Summarise(impl.values[TimePerOp]).Center
			for _, x := range s.values() {
				found.points = append(found.points, point{x, y, y, y})
			}
		}
	})
	if found == nil {
		return nil
	}
	return []curve{*found}
}
