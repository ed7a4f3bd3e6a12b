package proof

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
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
	if explore.OnMarks(o.Ref, marks, failure) {
		f.Site = Hit
	}
	for _, w := range failure.Waits {
		if at, ok := explore.Place(w.Where, explore.Folder(o.Ref)); ok {
			f.Places = append(f.Places, detect.Place{
				What: w.Op, Frame: detect.Frame{File: at.File, Line: at.Line}, Goroutine: w.Goroutine,
			})
		}
	}
	return []Finding{f}
}
