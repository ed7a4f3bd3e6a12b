package condition

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func copiedCase() corpus.Case {
	return corpus.Case{
		Slug:        "copied",
		Class:       corpus.Misuse,
		Story:       "A Python function that is given a mailbox is given that mailbox. A Go function that takes a struct gets a copy, with a condition of its own on which no waiter is ever woken. sync.Cond notices, because its address is not the one that it was first used at.",
		Python:      "def take(box):  # the object itself, never a copy",
		Go:          "take := func(box mailbox) (letter string)",
		MissingEdge: "a broadcast on the copy is ordered before nothing: every waiter waits on the original",
		Chain:       "both functions have a pointer to the one mailbox, so take sees under its lock what put stored before its Unlock",
		Symptom:     "panic: sync.Cond is copied; with a type that does not notice, waiters that are never woken",
		Repair:      "pass a pointer",
		Outcomes:    []corpus.Outcome{{Match: "took a letter", Grade: corpus.Acceptable, Means: "the letter was there"}},
		Show:        detect.Runtime,
		Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
		Program:     copied,
	}
}
