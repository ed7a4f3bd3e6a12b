package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func abbaCase() corpus.Case {
	return corpus.Case{
		Slug:        "abba",
		Class:       corpus.ResourceDeadlock,
		Story:       "Moving money locks both accounts. One thread locks a and then b, the other b and then a. When each holds its first lock, each waits for the other's, for ever.",
		Python:      "with a, b: ...  # and in the other thread: with b, a: ...",
		Go:          "move(&b, &a)",
		MissingEdge: "the Unlock that each thread's second Lock waits for stands behind the other thread's second Lock: the two waits form a cycle",
		Chain:       "both threads take a before b, so the thread that holds a gets b as soon as it is free, and each Unlock happens before the next Lock of the same mutex returns, with the store to moved in between",
		Symptom:     "both threads hang, rarely at first, certainly under load",
		Repair:      "one order for all: a thread that needs both locks takes a first",
		Outcomes:    corpus.Exactly("a transfer is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: abba,
	}
}
