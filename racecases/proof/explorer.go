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
	"threadlab/racecases/trial"
)

// readExplored makes a finding of the failure of a schedule. One that names a line
// hits where that is marked; a forbidden outcome names none.
func readExplored(o trial.Output, marks []corpus.Mark) []Finding {
	if o.Explored == nil || o.Explored.Failure == nil {
		return nil
	}
	failure := o.Explored.Failure
	f := Finding{Site: WrongSite, Finding: detect.Finding{
		Detector: detect.Explorer, Label: detect.LabelOf(detect.Explorer, string(failure.Kind)),
		Text: failure.String() + "\nschedule " + o.Explored.Replay + "\n",
	}}
	if OnMarks(o.Ref, marks, failure) {
		f.Site = Hit
	}
	for _, w := range failure.Waits {
		if frame, ok := placeIn(o.Ref, w.Where); ok {
			f.Places = append(f.Places, detect.Place{What: w.Op, Frame: frame, Goroutine: w.Goroutine})
		}
	}
	return []Finding{f}
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
