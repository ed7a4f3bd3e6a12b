package matrix

import (
	"fmt"
	"go/version"
	"slices"
	"strings"

	"threadlab/racecases/detect"
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

// measured shows what the comparison rests on, and how little it may be.
func (c Comparison) measured(p *page) {
	p.line("## What was measured\n")
	p.line("%d cells under both, each one half of one case in one build at one GOMAXPROCS.", c.Cells)
	if c.Only > 0 {
		p.line("%d more under %s alone are not compared.", c.Only, c.After.Go)
	}
	if len(c.LeftOut) > 0 {
		p.line("Not measured under %s: %s.", c.After.Go, names(c.LeftOut))
	}
	if slices.Contains(c.LeftOut, detect.ExplorerBuild) {
		p.line("(The explorer's build is made by the module's own Go, whatever Go is asked for.)")
	}
	p.line("")
	p.line("%d pairs of a cell and a detector that reads it. In %d neither Go had a report in any trial; the other %d are compared.",
		c.Silent+len(c.Shifts), c.Silent, len(c.Shifts))
	p.line("")
	c.buildTable(p)
	if c.share(detect.LeakProfileBuild) >= 0 && experimental(c.Before.Go) && !experimental(c.After.Go) {
		p.line("The leak profile is an experiment in %s (`GOEXPERIMENT=goroutineleakprofile`) and on by default in %s: there it needs no build of its own, and every program has it.\n", c.Before.Go, c.After.Go)
	}
	p.sessions(c.Before.Sessions, c.After.Sessions)
}

// experimental reports whether the leak profile of a Go needs an experiment.
func experimental(g string) bool { return version.Compare(version.Lang(g), "go1.27") < 0 }

// buildTable shows what so many trials of each build can show at all.
func (c Comparison) buildTable(p *page) {
	var rows [][]string
	for _, s := range c.Builds {
		before, after := slices.Min(s.Trials[0]), slices.Min(s.Trials[1])
		rows = append(rows, []string{
			string(s.Build), fmt.Sprint(s.Cells), span(s.Trials[0]), span(s.Trials[1]), c.misses(before, after),
		})
	}
	p.line("Trials of a cell, and how many misses under %s, of the fewest trials, are listed as a difference where there was none before:\n", c.After.Go)
	p.table([]string{"build", "cells", c.Before.Go, c.After.Go, "misses"}, rows)
}

// misses is how many, of the trials after, are more than chance where there was none before.
func (c Comparison) misses(before, after int) string {
	for misses := range after + 1 {
		if tally.Fisher(before, before, after-misses, after)*float64(len(c.Shifts)) < significant {
			return fmt.Sprintf("%d of %d after 0 of %d", misses, after, before)
		}
	}
	return fmt.Sprintf("not even %d of %d after 0 of %d", after, after, before)
}

func span(trials []int) string {
	least, most := slices.Min(trials), slices.Max(trials)
	if least == most {
		return fmt.Sprint(least)
	}
	return fmt.Sprintf("%d to %d", least, most)
}

func names(builds []detect.Build) string {
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
