package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func plusEqualsCase() corpus.Case {
	return corpus.Case{
		Slug:  "plus-equals",
		Class: corpus.AtomicityViolation,
		Story: "Under the GIL of CPython 3.13 a bare counter += 1 loses nothing, because the interpreter changes threads only at calls and at the ends of loops. " +
			"Put a call between the load and the store, and another thread may have its turn there: the first thread then stores a sum that is long out of date. " +
			"The race detector is silent, because the GIL's own hand-over orders every two accesses; it does not make load, call and store one step.",
		Python:      "counter = add_one(counter)",
		Go:          "counter = addOne(t, counter)",
		MissingEdge: "each load and store is ordered by the GIL's hand-over; what is missing is that no other thread's store comes between a thread's load and its own",
		Chain:       "the load and the store stand between one Acquire and its Release, however often the GIL changes hands in between, and that Release happens before the next Acquire returns",
		Symptom:     "a good part of the increments is lost, and no race is ever reported",
		Repair:      "hold one lock from the load to the store: the GIL is given up in between, the lock is not",
		Outcomes:    corpus.Exactly("a thread stored a sum that it had begun before its turn ended"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("only one thread runs at a time, and handing the GIL over orders what it did before what the next one does"),
		},
		Program: plusEquals,
	}
}
