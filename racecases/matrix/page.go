package matrix

import (
	"embed"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/page"
	"threadlab/racecases/tally"
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
		if c.Build.Once() || tally.Always(c.Trials, c.Trials) {
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

// sessionTable shows when what was measured, and by which command.
func sessionTable(groups ...[]campaign.Session) string {
	var b strings.Builder
	b.WriteString("| begun | commit | Go | CPUs | kernel | load before | command |\n|---|---|---|---|---|---|---|\n")
	for _, row := range sessionRows(slices.Concat(groups...)) {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
	}
	return b.String()
}

// sessionRows lists when what was measured and by which command. A command that was
// interrupted and typed again has one row.
func sessionRows(all []campaign.Session) [][]string {
	var goes [][]campaign.Session
	for _, s := range all {
		again := func(g []campaign.Session) bool {
			return g[0].Command == s.Command && g[0].Commit == s.Commit && g[0].Go == s.Go && g[0].Kernel == s.Kernel
		}
		if i := slices.IndexFunc(goes, again); i >= 0 {
			goes[i] = append(goes[i], s)
		} else {
			goes = append(goes, []campaign.Session{s})
		}
	}
	var rows [][]string
	for _, g := range goes {
		first, last := g[0], g[len(g)-1]
		begun, load := first.Date, first.Load
		if len(g) > 1 {
			begun += fmt.Sprintf(" to %s, in %d goes", last.Date, len(g))
			load += " to " + last.Load
		}
		rows = append(rows, []string{begun, first.Commit, first.Go, fmt.Sprint(first.CPUs), first.Kernel, load, "`" + shortCommand(first.Command) + "`"})
	}
	return rows
}

// namedCases are many -case flags in a row.
var namedCases = regexp.MustCompile(`(-case \S+ ?){4,}`)

// shortCommand leaves out the names of many cases; the raw line has them all.
func shortCommand(command string) string {
	short := namedCases.ReplaceAllStringFunc(command, func(flags string) string {
		return fmt.Sprintf("-case ... (%d cases) ", strings.Count(flags, "-case "))
	})
	return strings.TrimRight(short, " ")
}
