package main

import (
	"fmt"
	"slices"
	"time"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
)

// print prints the failures, the gravest and shortest first, and then what was done.
func (s *surveying) print(findings []survey.Finding) {
	for _, f := range s.groups(findings) {
		s.printFinding(f)
	}
	for _, f := range findings {
		if known, ok := s.known.Find(f.Fingerprint); ok {
			s.out.Paragraph(fmt.Sprintf("- known %s in %s: %s", f.Class, s.half.name(f.Package, f.Test), known.Reason), "")
		}
	}
	if len(s.results) == 0 || s.interrupted && !s.begun() {
		return
	}
	if s.c.Bool("v") || len(s.results) <= fewTests {
		s.printTests()
	}
	s.printTotals()
	s.printRemarks(findings)
}

// groups returns the failures that are not known, those of one cause under the first.
func (s *surveying) groups(findings []survey.Finding) []survey.Finding {
	return survey.Group(slices.DeleteFunc(slices.Clone(findings), s.isKnown))
}

// printFinding prints a failure, and those under it.
func (s *surveying) printFinding(f survey.Finding) {
	grave := f.Class == scheduler.Bug || s.fails(f)
	head := s.out.Warn("! " + string(f.Class))
	if grave {
		head = s.out.Bad("✗ " + string(f.Class))
	}
	s.out.Paragraph(head+"   "+s.half.name(f.Package, f.Failing()), "")
	s.printSchedule(f, "", grave)
	for _, other := range f.Under { // one of two races, or of two texts, is enough to see how they come
		s.printSchedule(other, "of the same cause, ", grave && other.Failure.Kind != f.Failure.Kind)
	}
}

// printSchedule prints how a failure comes, and how to see it again. The steps to one that does not
// make the run fail are shown by -v, or when it is seen again.
func (s *surveying) printSchedule(f survey.Finding, about string, steps bool) {
	if f.Delays > 0 {
		about += "with " + plural(f.Delays, "delay")
	} else {
		about += "in the usual order of steps"
	}
	about += unusual(f.Values)
	if f.EarlyMS > 0 {
		about += fmt.Sprintf(", and a timer that goes off %v early", time.Duration(f.EarlyMS*float64(time.Millisecond)).Round(time.Microsecond))
	}
	switch n := len(f.Also); {
	case n > 0 && f.Failing() != f.Test:
		about += "; shown by " + plural(n+1, "test")
	case n > 0:
		about += "; shown by " + plural(n, "other test")
	}
	s.out.Paragraph(about, "  ")
	view := explore.View{Folder: s.half.folder(), Width: s.out.Width(), Lines: timelineLines, Source: explore.LinesBelow(s.roots...)}
	if s.c.Bool("v") {
		view.Lines = 0
	}
	printCause(s.out, view, f.Failure)
	if at := placeOf(f.Failure.Where, view.Folder); f.Failing() != f.Test && at != "" {
		s.out.Paragraph(at, "  ")
	}
	for _, w := range f.Failure.Waits[:min(1, len(f.Failure.Waits))] {
		if at := placeOf(w.Created, view.Folder); f.Failure.Kind == scheduler.Leak && at != "" {
			s.out.Println("                 made " + at)
		}
	}
	if steps || s.c.Bool("v") {
		printSteps(s.out, view, f.Failure, f.Trace)
		s.out.Println("")
	}
	s.out.Println(toCopy(s.out, "again", s.again(f)))
	s.out.Println(s.out.Faint("  known: "+f.Fingerprint) + "\n")
}
