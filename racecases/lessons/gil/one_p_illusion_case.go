package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func onePIllusionCase() corpus.Case {
	return corpus.Case{
		Slug:        "one-p-illusion",
		Class:       corpus.DataRace,
		Story:       "On one processor each goroutine runs to its end before the next one begins, so the unlocked counter comes out right every time. It is right by the scheduler's habit, not by any rule: the race detector, which looks for a rule, sees the race in every run.",
		Python:      "counter += 1",
		Go:          "counter++",
		MissingEdge: "that one goroutine ran before the other is no happens-before edge: nothing orders their accesses to counter",
		Chain:       "each Unlock happens before the next Lock returns, on one processor as on many",
		Symptom:     "none, until the program runs on a second processor, or a turn ends at the wrong moment",
		Repair:      "hold one mutex around each increment, however many processors there are",
		Outcomes:    corpus.Exactly("one goroutine's turn ended between its load and its store"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("a turn on the processor lasts 10 ms, a thousand increments some microseconds"),
		},
		Program: onePIllusion,
	}
}
