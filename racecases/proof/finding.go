// Package proof grades findings by the case that they are about.
//
// A detector that reports something is not thereby right. Every finding on a broken
// half is held against the marks of the case (see [corpus.Mark]): a report on other
// lines is a false alarm and a miss at once.
package proof

import (
	"cmp"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/detect/findings"
	"threadlab/racecases/trial"
)

// A Site says how a finding compares with the marks of the case.
type Site string

// The sites. Partial is a race report of which one stack could not be restored
// and the other hits.
const (
	Hit       Site = "hit"
	Partial   Site = "partial"
	WrongSite Site = "wrong-site"
)

// A Finding is one that was held against the marks of a case.
type Finding struct {
	detect.Finding
	Site  Site
	Marks []corpus.Mark // the marks that it hits
}

// Caught reports whether the finding is of the bug that the case is about.
func (f Finding) Caught() bool { return f.Site == Hit || f.Site == Partial }

// Read has every detector read what a trial left that can, and grades what they
// found by the given marks: those of the half, none for one that is right.
func Read(o trial.Output, marks []corpus.Mark) []Finding {
	var all []Finding
	for _, d := range detect.Names() {
		switch {
		case !d.Looks(o.Build):
		case d == detect.Outcome:
			all = append(all, readOutcome(o)...)
		case d == detect.Explorer:
			all = append(all, readExplored(o, marks)...)
		default:
			for _, f := range findings.By(d, o.Output) {
				if f, ours := grade(f, o, marks); ours {
					all = append(all, f)
				}
			}
		}
	}
	return all
}

// grade holds one finding against the marks. It is false for what is not about the
// half at all: a linter reads the whole tree.
func grade(f detect.Finding, o trial.Output, marks []corpus.Mark) (graded Finding, ours bool) {
	graded = Finding{Finding: f}
	switch f.Detector {
	case detect.Race:
		graded.Site, graded.Marks = raceSite(reported(f, o.Package), marks)
	case detect.Vet, detect.Staticcheck:
		return lintSite(f, o.Ref.Path(o.Half), marks)
	case detect.GoDeadlock:
		findings.CorrectLocks(&graded.Finding, o.Ref.Source)
		graded.Site, graded.Marks = lockSite(graded.Finding, marks)
	case detect.Goleak, detect.LeakProfile:
		// A program that has not ended may have goroutines that wait for the marked ones.
		all := f.Detector == detect.Goleak || o.Record.Outcome != corpus.Unfinished
		graded.Site, graded.Marks = leakSite(f, marks, all)
	default:
		if f.Label == detect.LabelPanic || f.Label == detect.LabelFatal {
			graded.Site, graded.Marks = failureSite(f, marks)
		} else {
			graded.Site, graded.Marks = waitSite(f, marks)
		}
	}
	return graded, true
}

// Claims returns the classes of bugs that a detector promises to find. The linters
// claim none: each check looks for a pattern of its own, and the marks of a case name
// those that should find it there. The explorer claims every class: a schedule can
// show the harm of each, and of misuse what the types themselves refuse.
func Claims(d detect.Name) []corpus.Class {
	return map[detect.Name][]corpus.Class{
		detect.Race:        {corpus.DataRace},
		detect.Goleak:      {corpus.GoroutineLeak},
		detect.Runtime:     {corpus.Misuse, corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup},
		detect.Outcome:     {corpus.AtomicityViolation, corpus.OrderViolation, corpus.Starvation},
		detect.Hang:        {corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup},
		detect.Synctest:    {corpus.CommunicationDeadlock, corpus.LostWakeup, corpus.GoroutineLeak},
		detect.LeakProfile: {corpus.GoroutineLeak, corpus.ResourceDeadlock, corpus.CommunicationDeadlock, corpus.LostWakeup},
		detect.GoDeadlock:  {corpus.ResourceDeadlock},
		detect.Explorer:    corpus.Classes(),
	}[d]
}

// readOutcome grades the outcome by the case's table. It names no line, so a
// forbidden outcome always counts as a hit.
func readOutcome(o trial.Output) []Finding {
	if !o.Done || o.Record.Outcome == corpus.Unfinished {
		return nil
	}
	row := o.Ref.Case.Grade(o.Record.Outcome)
	if row.Grade != corpus.Forbidden {
		return nil
	}
	text := cmp.Or(o.Record.Detail, o.Record.Outcome) + ": " + row.Means
	return []Finding{{Finding: detect.Finding{Detector: detect.Outcome, Label: detect.LabelOutcome, Text: text}, Site: Hit}}
}
