package barrier

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func notReusableCase() corpus.Case {
	return corpus.Case{
		Slug:  "not-reusable",
		Class: corpus.OrderViolation,
		Story: "A home-made barrier: count the arrivals, and the last one opens the gate. It works once. " +
			"The gate is never closed, so from the second phase on a fast goroutine walks through while the others are still at work.",
		Python:      "if done == parties: gate.set()  # then, in every thread: gate.wait()",
		Go:          "if done.Add(1) == parties { gate.Set() }; gate.Wait()",
		MissingEdge: "from the second phase on nothing orders the other parties' work before a party's return from the gate",
		Chain:       "each party's Add happens before its arrival, and every arrival of a phase before any return from Wait in that phase, so each load sees all that were made for it",
		Symptom:     "phases mix: a party reads what the others have not yet written",
		Repair:      "use a Barrier, which begins a new round when the last one is over",
		Outcomes: []corpus.Outcome{
			{Match: "in step", Grade: corpus.Acceptable, Means: "no party began a phase before all had ended the one before"},
			{Match: "mixed", Grade: corpus.Forbidden, Means: "a party went on while others were still at work"},
		},
		Show: detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("the counters are atomic; it would see plain data of the phases"),
		},
		Program: notReusable,
	}
}
