package campaign

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
)

// A Count is what trials of one cell showed: one raw line of the matrix. Lines of the same cell add up.
type Count struct {
	V int `json:"v"`
	Cell
	Class  corpus.Class `json:"class"`
	Shard  string       `json:"shard,omitempty"` // i/n, as measured
	Date   string       `json:"date"`            // of the last trial, UTC
	From   int          `json:"from"`            // trials of this cell that other lines hold
	Trials int          `json:"trials"`
	Hung   int          `json:"hung"`
	Stuck  bool         `json:"stuck,omitempty"` // the first five trials hung
	Errors int          `json:"errors"`          // trials that died without a finding

	// Sets counts the trials by everything that they showed: "race+outcome"; "" is silence.
	Sets map[string]int `json:"sets"`
	// Seen has an entry for each detector that reported anything.
	Seen   map[detect.Name]Seen `json:"seen"`
	TookUS int64                `json:"took_us"`          // median of the half's own time, of the trials in which it returned
	PeakKB int64                `json:"peak_kb"`          // median of the process's high-water mark, where the system measures it
	Report string               `json:"report,omitempty"` // the first one, trimmed

	Explored *Explored `json:"explored,omitempty"`
}

// Explored is what the explorer found of a half.
type Explored struct {
	Verdict   scheduler.Verdict `json:"verdict"`
	Delays    int               `json:"delays"` // of the failing schedule; else up to which all were tried
	Schedules int               `json:"schedules"`
	Steps     int               `json:"steps"`
	Replay    string            `json:"replay,omitempty"`
	TookMS    int64             `json:"took_ms"`
	Processor int64             `json:"processor_ms,omitempty"` // time of one, of all searches and their processes
}

// Seen is what one detector made of a cell.
type Seen struct {
	Hits    int                  `json:"hits"` // trials with a report of the bug, partial ones among them
	Partial int                  `json:"partial,omitempty"`
	Wrong   int                  `json:"wrong,omitempty"` // trials with a report of something else
	First   []int                `json:"first,omitempty"` // the first three hits, counted from 1
	Labels  map[detect.Label]int `json:"labels"`          // trials by label
}

// A counter makes a Count of trials.
type counter struct {
	Count
	took, peak []int64
}

// reportLines is what is kept of a report: enough to recognise it by.
const reportLines = 12

func (c *counter) add(o trial.Output, findings []proof.Finding) {
	c.Trials++
	c.Date = time.Now().UTC().Format(time.RFC3339)
	if o.Hung {
		c.Hung++
	}
	const first = 5
	c.Stuck = c.Stuck || c.From == 0 && c.Trials == first && c.Hung == first
	if len(findings) == 0 && !o.Done {
		c.Errors++
	}
	if o.Done && o.Record.Outcome != corpus.Unfinished && o.Record.TookUS > 0 {
		c.took, c.peak = append(c.took, o.Record.TookUS), append(c.peak, o.Record.PeakKB)
	}
	if e := o.Explored; e != nil {
		c.Explored = &Explored{e.Verdict, e.Delays, e.Schedules, e.Steps, e.Replay, e.ElapsedMS, e.Processor}
		if len(e.Findings) > 0 {
			f := e.Findings[0]
			c.Explored.Delays, c.Explored.Steps, c.Explored.Replay = f.Delays, f.Steps, f.Replay
		}
	}
	var labels []string
	by := map[detect.Name][]proof.Finding{}
	for _, f := range findings {
		labels = append(labels, string(f.Label))
		by[f.Detector] = append(by[f.Detector], f)
		if c.Report == "" {
			c.Report = trimmed(f)
		}
	}
	slices.Sort(labels)
	c.Sets[strings.Join(slices.Compact(labels), "+")]++
	for d, own := range by {
		c.Seen[d] = c.Seen[d].merge(seenIn(own), c.Trials-1)
	}
}

// seenIn is what one detector made of one trial. A report at the marks and one elsewhere count as both.
func seenIn(findings []proof.Finding) Seen {
	s := Seen{Labels: map[detect.Label]int{}}
	for _, f := range findings {
		s.Labels[f.Label] = 1
		if f.Caught() {
			s.Hits, s.First = 1, []int{1}
		}
		if f.Site == proof.Partial {
			s.Partial = 1
		}
		if f.Site == proof.WrongSite {
			s.Wrong = 1
		}
	}
	return s
}

func (c *counter) count() Count {
	c.TookUS, c.PeakKB = median(c.took), median(c.peak)
	return c.Count
}

// trimmed keeps of a report what distinguishes it from others: of a race both stacks, of
// anything else its first line and the lines of the lesson that it names.
func trimmed(f proof.Finding) string {
	lines := strings.Split(strings.TrimRight(f.Text, "\n"), "\n")
	if f.Race != nil {
		return strings.Join(lines[:min(reportLines, len(lines))], "\n")
	}
	text := lines[0]
	for _, p := range f.Places[:min(reportLines, len(f.Places))] {
		text += fmt.Sprintf("\n%s: %s:%d", p.What, p.Frame.File, p.Frame.Line)
	}
	return text
}

func newCounter(cell Cell, ref corpus.Ref, shard string, from int) *counter {
	return &counter{Count: Count{
		V: 1, Cell: cell, Class: ref.Case.Class, Shard: shard, From: from,
		Sets: map[string]int{}, Seen: map[detect.Name]Seen{},
	}}
}

// Merge adds the trials of b to those of a, which came first. Medians cannot be merged: that of the longer line stays.
func Merge(a, b Count) Count {
	if a.Trials == 0 {
		return b
	}
	m := a
	m.Sets, m.Seen = map[string]int{}, map[detect.Name]Seen{}
	maps.Copy(m.Sets, a.Sets)
	maps.Copy(m.Seen, a.Seen)
	for set, n := range b.Sets {
		m.Sets[set] += n
	}
	for d, seen := range b.Seen {
		m.Seen[d] = m.Seen[d].merge(seen, a.Trials)
	}
	m.Hung, m.Errors, m.Trials, m.Stuck = a.Hung+b.Hung, a.Errors+b.Errors, a.Trials+b.Trials, a.Stuck || b.Stuck
	m.Date, m.Report = max(a.Date, b.Date), cmp.Or(a.Report, b.Report)
	if b.Trials-b.Hung > a.Trials-a.Hung || a.TookUS == 0 {
		m.TookUS, m.PeakKB = b.TookUS, b.PeakKB
	}
	return m
}

// merge adds what was seen in later trials: b, after so many.
func (s Seen) merge(b Seen, trials int) Seen {
	labels := map[detect.Label]int{}
	maps.Copy(labels, s.Labels)
	for label, n := range b.Labels {
		labels[label] += n
	}
	s.Labels, s.First = labels, slices.Clone(s.First)
	for _, at := range b.First {
		if len(s.First) < 3 {
			s.First = append(s.First, at+trials)
		}
	}
	s.Hits, s.Partial, s.Wrong = s.Hits+b.Hits, s.Partial+b.Partial, s.Wrong+b.Wrong
	return s
}

// Fold merges raw lines into one Count for each cell, in the order of the cells.
// It does not matter in which files, or in which order, the lines were.
func Fold(lines []Count) []Count {
	lines = slices.Clone(lines)
	slices.SortStableFunc(lines, func(a, b Count) int {
		return cmp.Or(compareCells(a.Cell, b.Cell), a.From-b.From, strings.Compare(a.Date+a.Shard, b.Date+b.Shard))
	})
	var folded []Count
	for _, line := range lines {
		if n := len(folded); n > 0 && folded[n-1].Cell == line.Cell {
			folded[n-1] = Merge(folded[n-1], line)
			continue
		}
		folded = append(folded, line)
	}
	return folded
}
