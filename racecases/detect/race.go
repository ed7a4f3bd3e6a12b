package detect

import (
	"slices"

	"threadlab/racecases/corpus"
	"threadlab/racecases/goreport"
	"threadlab/racecases/trial"
)

func raceDetector() Detector {
	return Detector{
		Name:   corpus.RaceDetector,
		Claims: []corpus.Class{corpus.DataRace},
		Builds: []corpus.Build{corpus.Race},
		Read:   readRaces,
	}
}

func readRaces(a trial.Answer, marks []corpus.Mark) []Finding {
	var findings []Finding
	for _, r := range goreport.Reports(a.Output) {
		f := Finding{Detector: corpus.RaceDetector, Label: LabelRace, Text: r.Text, Race: &r}
		f.Site, f.Marks = siteOf(r, a.Spec.Package(), marks)
		f.Places = placesOf(r, a.Spec.Package())
		findings = append(findings, f)
	}
	return findings
}

// siteOf holds a report against the marks: each access must be on a marked line of
// its kind, and where the marks carry letters, on lines of one letter.
func siteOf(r Report, pkg string, marks []corpus.Mark) (Site, []corpus.Mark) {
	var on [2][]corpus.Mark
	known := 0
	for i, access := range r.Accesses {
		if !access.Restored {
			continue
		}
		known++
		frame, ok := innermost(access.Stack, pkg)
		if !ok {
			return WrongSite, nil
		}
		if on[i] = marksAt(marks, frame, corpus.MarkKind("race "+access.Kind)); len(on[i]) == 0 {
			return WrongSite, nil
		}
	}
	switch known {
	case 0:
		return WrongSite, nil
	case 1:
		return Partial, slices.Concat(on[0], on[1])
	}
	for _, first := range on[0] {
		for _, second := range on[1] {
			if first.Pair == second.Pair {
				return Hit, []corpus.Mark{first, second}
			}
		}
	}
	return WrongSite, nil
}

// placesOf returns the innermost line of the lesson in each of the two stacks.
func placesOf(r Report, pkg string) []Place {
	var places []Place
	for _, access := range r.Accesses {
		if frame, ok := innermost(access.Stack, pkg); ok {
			what := access.Kind
			if access.Atomic {
				what = "atomic " + what
			}
			places = append(places, Place{What: what, Frame: frame, Goroutine: access.Goroutine})
		}
	}
	return places
}
