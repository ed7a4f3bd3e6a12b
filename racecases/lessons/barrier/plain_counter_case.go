package barrier

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func plainCounterCase() corpus.Case {
	return corpus.Case{
		Slug:        "plain-counter",
		Class:       corpus.DataRace,
		Story:       "A home-made barrier again: each party counts itself, and the one that makes the number full opens the gate. The count is a plain variable, so two parties may count as one, and then none is the last.",
		Python:      "arrived += 1; if arrived == parties: gate.set()",
		Go:          "arrived++; if arrived == parties { gate.Set() }",
		MissingEdge: "nothing orders one party's store to arrived before another's load",
		Chain:       "the additions are atomic, so exactly one party sees itself the last, its Set happens before every Wait returns, and every addition before that Set",
		Symptom:     "once in a long while all parties wait for ever",
		Repair:      "count in one atomic step that also tells the last party that it is the last",
		Outcomes:    []corpus.Outcome{{Match: "met", Grade: corpus.Acceptable, Means: "the last one opened the gate"}},
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Runtime: corpus.Opportunistic("all parties sleep only if two increments meet"),
			detect.Hang:    corpus.Opportunistic("all parties wait only if two increments meet"),
		},
		Program: plainCounter,
	}
}
