package event

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func plainBoolSpinCase() corpus.Case {
	return corpus.Case{
		Slug:  "plain-bool-spin",
		Class: corpus.DataRace,
		Story: "A goroutine spins on a plain variable until another sets it. Nothing in the loop changes the variable, so a compiler may load it once and spin for ever. " +
			"Go 1.26 happens to load it each time, and the program ends; only the race detector says that nothing guarantees it.",
		Python:      "while not stop: pass",
		Go:          "for !stop {}",
		MissingEdge: "nothing orders the store to stop before any of the loop's loads",
		Chain:       "the atomic Store of stop happens before the Load that sees it, and the loop looks until one does",
		Symptom:     "none with this compiler; with another one a loop that never ends, at full load",
		Repair:      "an atomic.Bool, or better an event or a channel to wait for",
		Outcomes:    []corpus.Outcome{{Match: "stopped", Grade: corpus.Acceptable, Means: "the loop saw the store"}},
		Show:        detect.Race,
		Expect:      corpus.Expectations{detect.Race: corpus.Always()},
		Program:     plainBoolSpin,
	}
}
