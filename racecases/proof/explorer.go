package proof

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/trial"
)

// readExplored makes findings of the failures that are the bug of the case. Of a half that
// has none of these, or is right, each failure by the order of goroutines alone is one
// elsewhere: leaks and early timers may be accepted there.
func readExplored(o trial.Output, marks []corpus.Mark) []Finding {
	if o.Explored == nil {
		return nil
	}
	var hits, elsewhere []Finding
	for _, f := range o.Explored.Findings {
		switch {
		case o.Half == corpus.Broken && OnMarks(o.Ref, marks, f.Failure):
			hits = append(hits, explorerFinding(o.Ref, f, Hit))
		case f.Class == scheduler.Bug:
			elsewhere = append(elsewhere, explorerFinding(o.Ref, f, WrongSite))
		}
	}
	if len(hits) > 0 {
		return hits
	}
	return elsewhere
}

func explorerFinding(ref corpus.Ref, s survey.Finding, site Site) Finding {
	f := Finding{Site: site, Finding: detect.Finding{
		Detector: detect.Explorer, Label: detect.LabelOf(detect.Explorer, string(s.Failure.Kind)),
		Text: s.Failure.String() + "\nschedule " + s.Replay + "\n",
	}}
	for _, w := range s.Failure.Waits {
		if frame, ok := placeIn(ref, w.Where); ok {
			f.Places = append(f.Places, detect.Place{What: w.Op, Frame: frame, Goroutine: w.Goroutine})
		}
	}
	return f
}

// Folder is where the code of a case is, relative to the module's root.
func Folder(ref corpus.Ref) string { return path.Dir(ref.Path(corpus.Broken)) }

// placeIn returns the innermost line of a case in a stack, or else the innermost one.
func placeIn(ref corpus.Ref, stack []scheduler.Frame) (detect.Frame, bool) {
	at, ok := explore.Place(stack, Folder(ref))
	return detect.Frame{File: at.File, Line: at.Line}, ok
}

// OnMarks reports whether the failure of a schedule is the bug that the case is about:
// whether it is on a line that is marked for it. An outcome names no line.
func OnMarks(ref corpus.Ref, marks []corpus.Mark, f *scheduler.Failure) bool {
	switch f.Kind {
	case scheduler.Outcome, scheduler.RacyPair:
		return true
	case scheduler.Race:
		var accesses []access
		for _, x := range f.Races {
			frame, ok := placeIn(ref, x.Where)
			accesses = append(accesses, access{kind: x.Op, frame: frame, lost: !ok})
		}
		site, _ := raceSite(accesses, marks)
		return site != WrongSite
	case scheduler.Panic, scheduler.Fatal:
		return slices.ContainsFunc(marks, func(m corpus.Mark) bool {
			return (m.Kind == corpus.Panic || m.Kind == corpus.Fatal) && strings.Contains(f.Message, m.Text) && passes(f.Stack, m)
		})
	}
	return slices.ContainsFunc(f.Waits, func(w scheduler.Wait) bool {
		frame, ok := placeIn(ref, w.Where)
		return ok && len(marksAt(marks, frame, func(m corpus.Mark) bool { return m.Kind == corpus.Wait })) > 0
	})
}

// passes reports whether a stack leads through a marked line. A fatal error of the
// runtime's own has no stack.
func passes(stack string, m corpus.Mark) bool {
	at := regexp.MustCompile(regexp.QuoteMeta(fmt.Sprintf("/%s:%d", m.File, m.Line)) + `\b`)
	return stack == "" || at.MatchString(stack)
}
