package detect

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/trial"
)

// explorerDetector claims every class of which a schedule can show the harm. What it
// sees of misuse is what the types themselves refuse.
func explorerDetector() Detector {
	return Detector{Name: corpus.Explorer, Claims: corpus.Classes(), Builds: []corpus.Build{corpus.Explored}, Read: readExplored}
}

// explorerLabel is the name of the detector and the kind of the failure: "explorer deadlock".
func explorerLabel(kind string) Label { return Label(string(corpus.Explorer) + " " + kind) }

// readExplored makes a finding of the failure of a schedule. One that names a line
// hits where that is marked; a forbidden outcome names none.
func readExplored(a trial.Answer, marks []corpus.Mark) []Finding {
	if a.Explored == nil || a.Explored.Failure == nil {
		return nil
	}
	failure := a.Explored.Failure
	f := Finding{
		Detector: corpus.Explorer, Label: explorerLabel(string(failure.Kind)), Site: WrongSite,
		Text: failure.String() + "\nschedule " + a.Explored.Replay + "\n",
	}
	if explore.OnMarks(a.Spec.Ref, marks, failure) {
		f.Site = Hit
	}
	for _, w := range failure.Waits {
		if at, ok := explore.Place(w.Where, explore.Folder(a.Spec.Ref)); ok {
			f.Places = append(f.Places, Place{What: w.Op, Frame: Frame{File: at.File, Line: at.Line}, Goroutine: w.Goroutine})
		}
	}
	return []Finding{f}
}
