package matrix

import (
	"fmt"
	"go/version"
	"maps"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/tally"
)

// significant is the adjusted p-value below which a shift is more than chance.
const significant = 0.05

// Page is the comparison for people.
func (c Comparison) Page() string {
	var p page
	p.line("# %s against %s\n", c.Before.Go, c.After.Go)
	p.line("Made by `go tool threadlab matrix -toolchain %s` from its raw lines and the committed ones; nothing here is written by hand.\n", c.After.Go)
	c.measured(&p)
	var differ, other []Shift
	for _, s := range c.Shifts {
		switch {
		case s.PAdjusted < significant:
			differ = append(differ, s)
		case s.Hits[0]*s.Trials[1] != s.Hits[1]*s.Trials[0]:
			other = append(other, s)
		}
	}
	p.line("## What differs\n")
	p.line("%d differ by more than chance (Fisher's exact test, adjusted by Holm for all %d, p < %.2f).\n", len(differ), len(c.Shifts), significant)
	c.shiftTable(&p, differ, func(s Shift) float64 { return s.PAdjusted })
	p.line("## Other shares that are not the same\n")
	p.line("%d, none by more than chance can explain. Here p is not adjusted.\n", len(other))
	c.shiftTable(&p, other, func(s Shift) float64 { return s.P })
	return p.String()
}

// measured says what the comparison rests on, and how little it may be.
func (c Comparison) measured(p *page) {
	p.line("## What was measured\n")
	p.line("%d cells under both, each one half of one case in one build at one GOMAXPROCS: %s trials of a cell under %s, %s under %s.",
		c.Cells, span(c.Trials[0]), c.Before.Go, span(c.Trials[1]), c.After.Go)
	if c.Only > 0 {
		p.line("%d more under %s alone are not compared.", c.Only, c.After.Go)
	}
	p.line("Builds: %s.", names(c.Builds))
	if len(c.LeftOut) > 0 {
		p.line("Not measured under %s: %s.", c.After.Go, names(c.LeftOut))
	}
	if slices.Contains(c.LeftOut, corpus.Explored) {
		p.line("(The explorer's build is made by the module's own Go, whatever Go is asked for.)")
	}
	p.line("")
	p.line("%d pairs of a cell and a detector that reads it. In %d neither Go had a report in any trial; the other %d are compared.",
		c.Silent+len(c.Shifts), c.Silent, len(c.Shifts))
	c.power(p)
	p.line("")
	if slices.Contains(c.Builds, corpus.LeakProfiled) && experimental(c.Before.Go) && !experimental(c.After.Go) {
		p.line("The leak profile is an experiment in %s (`GOEXPERIMENT=goroutineleakprofile`) and on by default in %s: there it needs no build of its own, and every program has it.\n", c.Before.Go, c.After.Go)
	}
	p.table([]string{"begun", "commit", "Go", "CPUs", "kernel", "load before", "command"},
		append(sessionRows(c.Before.Sessions), sessionRows(c.After.Sessions)...))
}

// experimental reports whether the leak profile of a Go needs an experiment.
func experimental(g string) bool { return version.Compare(version.Lang(g), "go1.27") < 0 }

// power says what the fewest trials of a cell under the new Go can show at all.
func (c Comparison) power(p *page) {
	if len(c.Shifts) == 0 || len(c.Trials[1]) == 0 {
		return
	}
	before, after := slices.Sorted(maps.Keys(c.Trials[0])), slices.Min(slices.Collect(maps.Keys(c.Trials[1])))
	for _, n := range slices.Compact([]int{before[0], before[len(before)-1]}) {
		p.line("Of a cell with %d hits in %d before, %s in %d after are listed as a difference.", n, n, c.misses(n, after), after)
	}
}

// misses is how many, of the trials after, are more than chance where there was none before.
func (c Comparison) misses(before, after int) string {
	for misses := range after + 1 {
		if tally.Fisher(before, before, after-misses, after)*float64(len(c.Shifts)) < significant {
			return fmt.Sprintf("%d misses or more", misses)
		}
	}
	return "not even all misses"
}

func span(counts map[int]bool) string {
	if len(counts) == 0 {
		return "no"
	}
	all := slices.Sorted(maps.Keys(counts))
	if len(all) == 1 {
		return fmt.Sprint(all[0])
	}
	return fmt.Sprintf("%d to %d", all[0], all[len(all)-1])
}

func names(builds []corpus.Build) string {
	var names []string
	for _, b := range builds {
		names = append(names, string(b))
	}
	slices.Sort(names)
	return strings.Join(names, ", ")
}

func (c Comparison) shiftTable(p *page, shifts []Shift, of func(Shift) float64) {
	var rows [][]string
	for _, s := range shifts {
		row := []string{s.Case, string(s.Half), string(s.Detector), string(s.Build), fmt.Sprint(s.Procs)}
		for i := range s.Hits {
			row = append(row, fmt.Sprintf("%d/%d %s", s.Hits[i], s.Trials[i], s.Labels[i]))
		}
		rows = append(rows, append(row, fmt.Sprintf("%.2g", of(s))))
	}
	if len(rows) > 0 {
		p.table([]string{"case", "half", "detector", "build", "GOMAXPROCS", c.Before.Go, c.After.Go, "p"}, rows)
	}
}
