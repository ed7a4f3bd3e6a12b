package matrix

import (
	"fmt"
	"go/version"
	"slices"
	"strings"
	"text/template"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/tally"
)

// A Side is what was measured under one Go.
type Side struct {
	Go       string
	Sessions []campaign.Session
	Lines    []campaign.Count
}

// ReadSide reads raw files. Lines of two Gos are refused: their figures would be of neither.
func ReadSide(files ...string) (Side, error) {
	var s Side
	for _, file := range slices.Sorted(slices.Values(files)) {
		sessions, lines, err := campaign.ReadRaw(file)
		if err != nil {
			return Side{}, err
		}
		s.Sessions, s.Lines = append(s.Sessions, sessions...), append(s.Lines, lines...)
	}
	for _, l := range s.Lines {
		s.Go = s.Lines[0].Toolchain
		if l.Toolchain != s.Go {
			return Side{}, fmt.Errorf("lines of %s and of %s: the pages are of one Go (-toolchain compares two)", s.Go, l.Toolchain)
		}
	}
	return s, nil
}

// A Shift is what one detector made of one cell under two Gos.
type Shift struct {
	Case      string
	Half      corpus.Half
	Detector  detect.Name
	Build     detect.Build
	Procs     int
	Hits      [2]int // before, after
	Trials    [2]int
	Labels    [2]string
	P         float64 // Fisher, exact, two-sided
	PAdjusted float64 // by Holm
}

// A Comparison holds two Gos against each other.
type Comparison struct {
	Before, After Side
	Cells         int // measured under both: a half of a case in one build at one GOMAXPROCS
	Only          int // measured under After alone
	Silent        int // pairs of a cell and a detector in which neither Go had a report
	Shifts        []Shift
	Builds        []BuildShare   // of the cells measured under both
	LeftOut       []detect.Build // measured under Before alone
}

// A BuildShare is what was measured of one build under both.
type BuildShare struct {
	Build  detect.Build
	Cells  int
	Trials [2][]int // of each cell
}

// Compare compares two Gos, cell by cell, where both have some.
// Holm's adjustment is over the pairs of a cell and a detector with any report.
func Compare(refs []corpus.Ref, before, after Side) Comparison {
	c := Comparison{Before: before, After: after}
	old := map[campaign.Cell]campaign.Count{}
	for _, was := range campaign.Fold(before.Lines) {
		was.Toolchain = ""
		old[was.Cell] = was
	}
	for _, is := range campaign.Fold(after.Lines) {
		is.Toolchain = ""
		ref, known := corpus.Find(refs, is.Case)
		switch was, both := old[is.Cell]; {
		case known && both:
			c.add(ref, was, is)
		case known:
			c.Only++
		}
	}
	for _, build := range detect.Builds() {
		measured := func(l campaign.Count) bool { return l.Build == build }
		if slices.ContainsFunc(before.Lines, measured) && c.share(build) < 0 {
			c.LeftOut = append(c.LeftOut, build)
		}
	}
	var p []float64
	for _, s := range c.Shifts {
		p = append(p, s.P)
	}
	for i, adjusted := range tally.Holm(p) {
		c.Shifts[i].PAdjusted = adjusted
	}
	return c
}

func (c *Comparison) add(ref corpus.Ref, was, is campaign.Count) {
	c.Cells++
	i := c.share(is.Build)
	if i < 0 {
		i, c.Builds = len(c.Builds), append(c.Builds, BuildShare{Build: is.Build})
	}
	share := &c.Builds[i]
	share.Cells++
	share.Trials[0], share.Trials[1] = append(share.Trials[0], was.Trials), append(share.Trials[1], is.Trials)
	for _, d := range detect.Names() {
		if !d.Looks(is.Build) {
			continue
		}
		a, b := entryOf(ref, d, was), entryOf(ref, d, is)
		if a.Hits+b.Hits == 0 {
			c.Silent++
			continue
		}
		c.Shifts = append(c.Shifts, Shift{
			Case: is.Case, Half: is.Half, Detector: d, Build: is.Build, Procs: is.Procs,
			Hits: [2]int{a.Hits, b.Hits}, Trials: [2]int{a.Trials, b.Trials},
			Labels: [2]string{a.Label, b.Label}, P: tally.Fisher(a.Hits, a.Trials, b.Hits, b.Trials),
		})
	}
}

// share finds a build among those measured under both; -1 if it is not there.
func (c *Comparison) share(build detect.Build) int {
	return slices.IndexFunc(c.Builds, func(s BuildShare) bool { return s.Build == build })
}

// significant is the adjusted p-value below which a shift is more than chance.
const significant = 0.05

// Page is the comparison for people.
func (c Comparison) Page() string {
	var differ, other []Shift
	for _, s := range c.Shifts {
		switch {
		case s.PAdjusted < significant:
			differ = append(differ, s)
		case s.Hits[0]*s.Trials[1] != s.Hits[1]*s.Trials[0]:
			other = append(other, s)
		}
	}
	return fill("toolchain.md", c, template.FuncMap{
		"differ": func() []Shift { return differ }, "other": func() []Shift { return other },
		"significant": func() float64 { return significant }, "sessions": sessionTable, "span": span, "misses": c.misses,
		"pairs":      func() int { return c.Silent + len(c.Shifts) },
		"leftOut":    func() string { return names(c.LeftOut) },
		"noExplorer": func() bool { return slices.Contains(c.LeftOut, detect.ExplorerBuild) },
		"promoted": func() bool {
			return c.share(detect.LeakProfileBuild) >= 0 && experimental(c.Before.Go) && !experimental(c.After.Go)
		},
	})
}

// String is the row of a shift, without its p.
func (s Shift) String() string {
	row := fmt.Sprintf("%s | %s | %s | %s | %d", s.Case, s.Half, s.Detector, s.Build, s.Procs)
	for i := range s.Hits {
		row += fmt.Sprintf(" | %d/%d %s", s.Hits[i], s.Trials[i], s.Labels[i])
	}
	return row
}

// experimental reports whether the leak profile of a Go needs an experiment.
func experimental(g string) bool { return version.Compare(version.Lang(g), "go1.27") < 0 }

// misses is how many, of the fewest trials after, are more than chance where there was none before.
func (c Comparison) misses(of BuildShare) string {
	before, after := slices.Min(of.Trials[0]), slices.Min(of.Trials[1])
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
