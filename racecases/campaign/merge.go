package campaign

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func newCounter(cell Cell, ref corpus.Ref, shard string, from int) *counter {
	return &counter{Count: Count{
		V: 1, Cell: cell, Class: ref.Case.Class, Shard: shard, From: from,
		Sets: map[string]int{}, Seen: map[detect.Name]Seen{},
	}}
}

// Merge adds the trials of b to those of a, which came first. Medians cannot be
// merged: that of the longer line stays.
func Merge(a, b Count) Count {
	if a.Trials == 0 {
		return b
	}
	m := a
	m.Sets, m.Seen = maps.Clone(a.Sets), maps.Clone(a.Seen)
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

func (s Seen) merge(b Seen, offset int) Seen {
	labels := maps.Clone(s.Labels)
	if labels == nil {
		labels = map[detect.Label]int{}
	}
	for label, n := range b.Labels {
		labels[label] += n
	}
	first := slices.Clone(s.First)
	for _, at := range b.First {
		if len(first) < 3 {
			first = append(first, at+offset)
		}
	}
	return Seen{
		Hits: s.Hits + b.Hits, Partial: s.Partial + b.Partial, Wrong: s.Wrong + b.Wrong, First: first, Labels: labels,
	}
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
