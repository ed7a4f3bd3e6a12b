package detect

import (
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/goreport"
	"threadlab/racecases/trial"
)

func goleakDetector() Detector {
	return Detector{
		Name:   corpus.Goleak,
		Claims: []corpus.Class{corpus.GoroutineLeak},
		Builds: []corpus.Build{corpus.Plain, corpus.Race},
		Read:   readLeaks,
	}
}

// readLeaks reads what goleak said in the child after the half had returned.
// Every goroutine that was left must wait on a marked line: one leak that nobody
// wrote down makes the report one of another bug.
func readLeaks(a trial.Answer, marks []corpus.Mark) []Finding {
	if a.Record.Leaks == "" {
		return nil
	}
	f := Finding{Detector: corpus.Goleak, Label: LabelGoleak, Site: Hit, Text: a.Record.Leaks}
	left := leaked(a.Record.Leaks)
	for _, g := range left {
		on := waiting(g, a.Spec.Package(), marks)
		if len(on) == 0 {
			f.Site = WrongSite
		}
		f.Marks = append(f.Marks, on...)
	}
	f.Places = waits(left, a.Spec.Package())
	if len(left) == 0 {
		f.Site = WrongSite
	}
	return []Finding{f}
}

// leaked parses goleak's report. It puts its own words in front of each stack,
// "[Goroutine 8 in state chan send, with ... on top of the stack:", and the
// usual dump of the goroutine after it.
func leaked(text string) []goreport.Goroutine {
	var all []goreport.Goroutine
	for part := range strings.SplitSeq(text, "Goroutine ") {
		head, body, ok := strings.Cut(part, " on top of the stack:\n")
		if !ok {
			continue
		}
		id, state, _ := strings.Cut(head, " in state ")
		state, _, _ = strings.Cut(state, ",")
		n, _ := strconv.Atoi(id)
		all = append(all, goreport.Goroutine{ID: n, Reason: state, Stack: goreport.Stack(body)})
	}
	return all
}

// waiting returns the marks that say that a goroutine waits where it does.
func waiting(g goreport.Goroutine, pkg string, marks []corpus.Mark) []corpus.Mark {
	frame, ok := innermost(g.Stack, pkg)
	if !ok {
		return nil
	}
	on := marksAt(marks, frame, corpus.Wait)
	return slices.DeleteFunc(on, func(m corpus.Mark) bool { return m.Text != g.Reason })
}

// waits returns where in the lesson each goroutine waits.
func waits(all []goreport.Goroutine, pkg string) []Place {
	var places []Place
	for _, g := range all {
		if frame, ok := innermost(g.Stack, pkg); ok {
			places = append(places, Place{What: g.Reason, Frame: frame, Goroutine: g.ID})
		}
	}
	return places
}
