// Package matrix answers, from the raw lines of a campaign, which detector sees which bug, how often and at what price.
// [New] computes every number; the pages only lay them out.
package matrix

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/tally"
)

// A Matrix is everything that follows from the raw lines.
type Matrix struct {
	V         int                `json:"v"`
	Sessions  []campaign.Session `json:"sessions"` // what measured, in the order of the files
	Entries   []Entry            `json:"cells"`
	Scores    []Score            `json:"scores"`
	Compared  []Compared         `json:"compared"`
	Overheads []Overhead         `json:"overheads"`

	refs   []corpus.Ref
	folded []campaign.Count
	views  map[detect.Name]map[string]view // by case
}

// An Entry is what one detector made of one half in one build.
type Entry struct {
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

// New computes the matrix of some cases, of what was measured.
func New(refs []corpus.Ref, of Side) Matrix {
	m := Matrix{V: 1, Sessions: of.Sessions, refs: refs}
	for _, c := range campaign.Fold(of.Lines) {
		ref, ok := corpus.Find(refs, c.Case)
		if !ok {
			continue
		}
		m.folded = append(m.folded, c)
		for _, d := range detect.Names() {
			if d.Looks(c.Build) {
				m.Entries = append(m.Entries, entryOf(ref, d, c))
			}
		}
	}
	m.views = viewsOf(refs, m.folded)
	for _, d := range detect.Names() {
		m.Scores = append(m.Scores, m.score(d))
	}
	m.Compared = m.compare()
	m.Overheads = overheads(m.folded)
	return m
}

func entryOf(ref corpus.Ref, d detect.Name, c campaign.Count) Entry {
	seen := c.Seen[d]
	entry := Entry{
		Case: c.Case, Class: c.Class, Half: c.Half, Detector: d, Build: c.Build, Procs: c.Procs,
		Toolchain: c.Toolchain, Trials: c.Trials, Hits: seen.Hits, Wrong: seen.Wrong,
	}
	if c.Half == corpus.Correct {
		entry.Hits, entry.Wrong = seen.Hits+seen.Wrong, 0
	}
	entry.Low, entry.High = tally.Wilson(entry.Hits, entry.Trials)
	entry.Low, entry.High = round(entry.Low), round(entry.High)
	entry.Label = labelOf(entry)
	entry.RunsTo95 = tally.RunsToSee(entry.Hits, entry.Trials)
	entry.Expect = ref.Of(d).Rate
	return entry
}

// labelOf is of one run where a second could not differ: of a linter, of the explorer.
func labelOf(c Entry) string {
	if !c.Build.Once() || c.Trials == 0 {
		return tally.Label(c.Hits, c.Trials)
	}
	if c.Hits > 0 {
		return "always"
	}
	return "never"
}

// ReadEntries reads the cells of a matrix.json, as [Matrix.JSON] writes it.
func ReadEntries(file string) ([]Entry, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var m struct {
		V       int     `json:"v"`
		Entries []Entry `json:"cells"`
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if m.V != 1 {
		return nil, fmt.Errorf("%s has version %d, want 1", file, m.V)
	}
	return m.Entries, nil
}

// OwnBuilds leaves of some entries what the pages show: each detector in its own build, on
// the processors that a machine like the one measured would use.
func OwnBuilds(entries []Entry) []Entry {
	procs := map[detect.Build]int{}
	for _, e := range entries {
		noteProcs(procs, e.Build, e.Procs)
	}
	return slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool {
		return e.Build != e.Detector.Build() || e.Procs != procs[e.Build]
	})
}
