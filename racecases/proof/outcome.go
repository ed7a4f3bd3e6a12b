package proof

import (
	"cmp"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/trial"
)

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
