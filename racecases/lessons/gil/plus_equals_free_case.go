package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func plusEqualsFreeCase() corpus.Case {
	return corpus.Case{
		Slug:  "plus-equals-free",
		Class: corpus.DataRace,
		Story: "The interpreter is free-threaded (PEP 703): no GIL, threads run at the same time. " +
			"Now even the bare counter += 1, which lost nothing under the GIL, is a load, an addition and a store that others come between.",
		Python:      "counter += 1",
		Go:          "counter++",
		MissingEdge: "without a GIL nothing orders one thread's store before another's load of counter",
		Chain:       "the load and the store stand between one Acquire and its Release, and that Release happens before the next Acquire returns; Run returns after the ends of all threads",
		Symptom:     "a program that was right for years loses updates on python3.13t",
		Repair:      "hold one lock around each increment, with a GIL or without",
		Outcomes:    corpus.Exactly("two threads added to the same old value"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("on one processor a thread does its ten thousand increments in one turn"),
		},
		Program: plusEqualsFree,
	}
}
