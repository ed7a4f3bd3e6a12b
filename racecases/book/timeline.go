package book

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/proof"
)

// A timeline is a witness, step by step.
type timeline struct {
	Lead    string // of what is said of its end
	Ends    string
	Command string // that runs it again
	Notes   []string
	Rows    []row
}

// Deviates reports whether the schedule is not the default one.
func (t timeline) Deviates() bool {
	return slices.ContainsFunc(t.Rows, func(r row) bool { return r.Deviates })
}

// A row is one step; or, where it has no name, what is said of several.
type row struct {
	Name     string // of the goroutine: main, g1
	Class    string // of its colour
	Text     string
	Number   int // of the line in the broken half; 0: it is not there
	Deviates bool
}

// The bounds of a timeline: what a reader has the patience for, and when goroutines that do
// the same are drawn once.
const (
	timelineRows  = 60
	timelineWidth = 120
	colours       = 8
)

// timeline draws the witness of a case as it was replayed; nil if it was not.
func (b Book) timeline(ref corpus.Ref, w corpus.Witness) *timeline {
	r, ok := b.Witnesses[ref.Name()]
	if !ok || r.Failure == nil {
		return nil
	}
	v := explore.View{Folder: proof.Folder(ref), Width: timelineWidth, Lines: timelineRows, Source: b.source(ref)}
	lines, notes := v.Steps(r.Trace, r.Failure)
	t := &timeline{Lead: "It ends", Ends: r.Failure.Message, Command: ref.ReplayCommand("go tool threadlab", w), Notes: notes}
	switch r.Failure.Kind {
	case scheduler.RacyPair:
		t.Lead = "The race"
	case scheduler.Panic, scheduler.Fatal:
		t.Lead += fmt.Sprintf(", %s", r.Failure.Kind)
	}
	for _, l := range lines {
		t.Rows = append(t.Rows, rowOf(l, ref))
	}
	return t
}

func rowOf(l explore.Line, ref corpus.Ref) row {
	s := l.Step
	if s.Text == "" {
		return row{Text: strings.TrimSpace(l.Text)}
	}
	r := row{Name: scheduler.GoroutineName(s.Goroutine), Text: s.Text, Deviates: s.Deviates, Class: "clock"}
	if s.Goroutine != scheduler.Clock {
		r.Class = fmt.Sprintf("g%d", s.Goroutine%colours)
	}
	if path.Base(s.File) == ref.Case.File(corpus.Broken) {
		r.Number = s.Number
	}
	return r
}

// source finds the lines of a file: of the case's lesson, or as the book's own source does.
func (b Book) source(ref corpus.Ref) explore.Source {
	return func(file string) []string {
		if path.Dir(file) == proof.Folder(ref) {
			if text, err := ref.Source(file); err == nil {
				return strings.Split(string(text), "\n")
			}
		}
		if b.Source == nil {
			return nil
		}
		return b.Source(file)
	}
}
