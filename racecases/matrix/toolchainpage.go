package matrix

import (
	"fmt"
	"go/version"
	"slices"
	"strings"
	"text/template"

	"threadlab/racecases/detect"
	"threadlab/racecases/tally"
)

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
