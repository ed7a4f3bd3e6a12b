package matrix

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"text/template"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/page"
)

//go:embed page/*.md
var pages embed.FS

// fill fills in a page. That this can fail is a mistake in the page itself.
func fill(name string, data any, functions template.FuncMap) string {
	text, err := page.Fill(pages, "page/"+name, data, functions)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// Page is the matrix for people.
func (m Matrix) Page() string {
	return fill("matrix.md", m, template.FuncMap{
		"measured": m.measured, "sessions": sessionTable, "differing": differing,
		"refs": func() []corpus.Ref { return m.refs }, "classes": corpus.Classes, "detectors": detect.Names,
		"view":       func(d detect.Name, ref corpus.Ref) view { return m.views[d][ref.Name()] },
		"budget":     func() int { return Budget },
		"searched":   func(half corpus.Half) Quartiles { return searchTimes(m.folded, half) },
		"took":       func(build detect.Build) Quartiles { return runTimes(m.folded, build) },
		"measurable": func() int { return measurableUS },
	})
}

// extent is how much of the matrix was measured.
type extent struct {
	Cells, Trials int
	Enough        int // cells with as many trials as "always" needs
}

func (m Matrix) measured() extent {
	e := extent{Cells: len(m.folded)}
	for _, c := range m.folded {
		e.Trials += c.Trials
		if c.Build.Once() || c.Trials >= 73 {
			e.Enough++
		}
	}
	return e
}

// differing returns the detectors that differ by more than chance, ordered by the first.
func differing(compared []Compared) []Compared {
	rows := slices.DeleteFunc(slices.Clone(compared), func(c Compared) bool { return c.PAdjusted >= significant })
	slices.SortStableFunc(rows, func(a, b Compared) int { return strings.Compare(string(a.A), string(b.A)) })
	return rows
}

func (v view) String() string {
	if !v.applies {
		return "n/a"
	}
	if !v.measured() {
		return "-"
	}
	text := "·"
	if v.seen.Hits > 0 {
		text = fmt.Sprintf("%d/%d", v.seen.Hits, v.broken.Trials)
	}
	if v.seen.Wrong > 0 {
		text += fmt.Sprintf(" +%dw", v.seen.Wrong)
	}
	if v.alarms > 0 {
		text += fmt.Sprintf(" !%d/%d", v.alarms, v.correct.Trials)
	}
	return text
}
