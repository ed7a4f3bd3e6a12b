package detect

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/trial"
)

func oracleDetector() Detector {
	return Detector{
		Name:   corpus.Oracle,
		Claims: []corpus.Class{corpus.AtomicityViolation, corpus.OrderViolation, corpus.Starvation},
		Builds: dynamic(),
		Read:   readOutcome,
	}
}

// readOutcome grades the outcome by the case's table. It names no line, so a
// forbidden outcome always counts as a hit.
func readOutcome(a trial.Answer, _ []corpus.Mark) []Finding {
	if !a.Done || a.Record.Outcome == corpus.Unfinished {
		return nil
	}
	row := a.Spec.Ref.Case.Grade(a.Record.Outcome)
	if row.Grade != corpus.Forbidden {
		return nil
	}
	text := a.Record.Outcome + ": " + row.Means
	if a.Record.Detail != "" {
		text = a.Record.Detail + ": " + row.Means
	}
	return []Finding{{Detector: corpus.Oracle, Label: LabelOutcome, Site: Hit, Text: text}}
}
