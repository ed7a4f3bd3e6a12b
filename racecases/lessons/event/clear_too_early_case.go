package event

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func clearTooEarlyCase() corpus.Case {
	return corpus.Case{
		Slug:        "clear-too-early",
		Class:       corpus.LostWakeup,
		Story:       "The starter raises the flag and takes it down at once, as if it were a whistle. A runner that waits at that moment runs; one that comes to the line later waits for ever.",
		Python:      "start.set(); start.clear()",
		Go:          "start.Set(); start.Clear()",
		MissingEdge: "the late runner's Wait should come before the Clear, and nothing orders it so; here it never does",
		Chain:       "Set happens before each Wait that sees the event set returns, and it is never cleared, so the late runner's Wait returns as well",
		Symptom:     "now and then a late runner waits for ever",
		Repair:      "leave the flag up; what is to happen again needs a new event",
		Outcomes:    []corpus.Outcome{{Match: "all ran", Grade: corpus.Acceptable, Means: "every runner saw the flag"}},
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: clearTooEarly,
	}
}
