// Package matrix answers, from the raw lines of a campaign, which detector sees
// which bug, how often and at what price.
//
// Every number that it prints follows from those lines: [New] computes them, and
// the pages only lay them out.
package matrix

import (
	"slices"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/tally"
)

// A Matrix is everything that the raw lines say.
type Matrix struct {
	V         int                `json:"v"`
	Sessions  []campaign.Session `json:"sessions"` // what measured, in the order of the files
	Cells     []Cell             `json:"cells"`
	Scores    []Score            `json:"scores"`
	Compared  []Compared         `json:"compared"`
	Overheads []Overhead         `json:"overheads"`

	refs   []corpus.Ref
	folded []campaign.Count
	views  map[detect.Name]map[string]view // by case
}

// A Cell is what one detector made of one half in one build.
type Cell struct {
	Case      string       `json:"case"`
	Class     corpus.Class `json:"class"`
	Half      corpus.Half  `json:"half"`
	Detector  detect.Name  `json:"detector"`
	Build     detect.Build `json:"build"`
	Procs     int          `json:"procs"`
	Toolchain string       `json:"toolchain"`
	Trials    int          `json:"trials"`
	Hits      int          `json:"hits"`            // of a correct half: trials with any report
	Wrong     int          `json:"wrong,omitempty"` // of a broken half: trials with a report at the wrong site
	Label     string       `json:"label"`           // always, sometimes, never, none in N; of a linter always or never
	Low       float64      `json:"low"`             // Wilson's 95 % interval of hits / trials
	High      float64      `json:"high"`
	RunsTo95  int          `json:"runs_to_95,omitempty"` // runs until a hit is 95 % likely
	Expect    corpus.Rate  `json:"expect"`               // by the case, in the detector's own build
}

// New computes the matrix of the cases that the lines are about.
func New(refs []corpus.Ref, sessions []campaign.Session, lines []campaign.Count) Matrix {
	m := Matrix{V: 1, Sessions: sessions, refs: refs}
	counts := slices.DeleteFunc(campaign.Fold(lines), func(c campaign.Count) bool {
		return !slices.ContainsFunc(refs, func(r corpus.Ref) bool { return r.Name() == c.Case })
	})
	for _, c := range counts {
		ref := refs[slices.IndexFunc(refs, func(r corpus.Ref) bool { return r.Name() == c.Case })]
		for _, d := range detect.Names() {
			if d.Looks(c.Build) {
				m.Cells = append(m.Cells, cellOf(ref, d, c))
			}
		}
	}
	m.folded, m.views = counts, viewsOf(refs, counts)
	m.Scores = m.scores()
	m.Compared = m.compare()
	m.Overheads = overheads(counts)
	return m
}

func cellOf(ref corpus.Ref, d detect.Name, c campaign.Count) Cell {
	seen := c.Seen[d]
	cell := Cell{
		Case: c.Case, Class: c.Class, Half: c.Half, Detector: d, Build: c.Build, Procs: c.Procs,
		Toolchain: c.Toolchain, Trials: c.Trials, Hits: seen.Hits, Wrong: seen.Wrong,
	}
	if c.Half == corpus.Correct {
		cell.Hits, cell.Wrong = seen.Hits+seen.Wrong, 0
	}
	cell.Low, cell.High = tally.Wilson(cell.Hits, cell.Trials)
	cell.Low, cell.High = round(cell.Low), round(cell.High)
	cell.Label = labelOf(cell)
	cell.RunsTo95 = tally.RunsToSee(cell.Hits, cell.Trials)
	e, _ := ref.Of(d)
	cell.Expect = e.Rate
	return cell
}

// labelOf knows of whom one run is enough: a linter, and the explorer.
func labelOf(c Cell) string {
	if !c.Build.Once() || c.Trials == 0 {
		return tally.Label(c.Hits, c.Trials)
	}
	if c.Hits > 0 {
		return "always"
	}
	return "never"
}
