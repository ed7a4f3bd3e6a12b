package matrix

import (
	"fmt"
	"slices"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/tally"
)

// A Shift is one cell under two Gos.
type Shift struct {
	Case      string          `json:"case"`
	Half      corpus.Half     `json:"half"`
	Detector  corpus.Detector `json:"detector"`
	Build     corpus.Build    `json:"build"`
	Procs     int             `json:"procs"`
	Hits      [2]int          `json:"hits"` // before, after
	Trials    [2]int          `json:"trials"`
	P         float64         `json:"p"` // Fisher, exact, two-sided
	PAdjusted float64         `json:"p_holm"`
}

// Toolchains compares the lines of two Gos, cell by cell, where both have some.
// Holm's adjustment is over the cells in which anything was ever reported.
func Toolchains(refs []corpus.Ref, before, after []campaign.Count) []Shift {
	old := map[campaign.Cell]campaign.Count{}
	for _, c := range campaign.Fold(before) {
		c.Toolchain = ""
		old[c.Cell] = c
	}
	var shifts []Shift
	var p []float64
	for _, c := range campaign.Fold(after) {
		key := c.Cell
		key.Toolchain = ""
		was, ok := old[key]
		ref := slices.IndexFunc(refs, func(r corpus.Ref) bool { return r.Name() == c.Case })
		if !ok || ref < 0 {
			continue
		}
		for _, d := range detect.All() {
			if !d.Looks(c.Build) {
				continue
			}
			a, b := cellOf(refs[ref], d, was), cellOf(refs[ref], d, c)
			if a.Hits+b.Hits == 0 {
				continue
			}
			s := Shift{
				Case: c.Case, Half: c.Half, Detector: d.Name, Build: c.Build, Procs: c.Procs,
				Hits: [2]int{a.Hits, b.Hits}, Trials: [2]int{a.Trials, b.Trials},
				P: tally.Fisher(a.Hits, a.Trials, b.Hits, b.Trials),
			}
			shifts, p = append(shifts, s), append(p, s.P)
		}
	}
	for i, adjusted := range tally.Holm(p) {
		shifts[i].PAdjusted = adjusted
	}
	return shifts
}

// significant is the adjusted p-value below which a shift is more than chance.
const significant = 0.05

// ShiftPage is the comparison for people.
func ShiftPage(before, after string, shifts []Shift) string {
	var p page
	p.line("# %s against %s\n", before, after)
	p.line("Cells measured under both in which anything was reported: %d. Fisher's exact test for each, adjusted by Holm for all of them.\n", len(shifts))
	var rows [][]string
	for _, s := range shifts {
		if s.PAdjusted < significant {
			rows = append(rows, []string{
				s.Case, string(s.Half), string(s.Detector), string(s.Build), fmt.Sprint(s.Procs),
				fmt.Sprintf("%d/%d", s.Hits[0], s.Trials[0]), fmt.Sprintf("%d/%d", s.Hits[1], s.Trials[1]), fmt.Sprintf("%.2g", s.PAdjusted),
			})
		}
	}
	p.line("%d differ (adjusted p < %.2f).\n", len(rows), significant)
	if len(rows) > 0 {
		p.table([]string{"case", "half", "detector", "build", "GOMAXPROCS", before, after, "p"}, rows)
	}
	rows = nil
	for _, s := range shifts {
		a, b := tally.Label(s.Hits[0], s.Trials[0]), tally.Label(s.Hits[1], s.Trials[1])
		if s.PAdjusted >= significant && s.Hits[0]*s.Trials[1] != s.Hits[1]*s.Trials[0] {
			rows = append(rows, []string{
				s.Case, string(s.Half), string(s.Detector), string(s.Build), fmt.Sprint(s.Procs),
				fmt.Sprintf("%d/%d %s", s.Hits[0], s.Trials[0], a), fmt.Sprintf("%d/%d %s", s.Hits[1], s.Trials[1], b), fmt.Sprintf("%.2g", s.P),
			})
		}
	}
	p.line("Other cells whose share is not the same (p here is not adjusted; chance explains them):\n")
	if len(rows) > 0 {
		p.table([]string{"case", "half", "detector", "build", "GOMAXPROCS", before, after, "p"}, rows)
	}
	return p.String()
}
