package rlock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func borrowedIdentityCase() corpus.Case {
	return corpus.Case{
		Slug:        "borrowed-identity",
		Class:       corpus.DataRace,
		Story:       "A goroutine has no identity, so its caller is an argument of a reentrant lock. A clerk gets the main thread's identity instead of its own, as one passes on a context. To the lock the two are one thread, and it lets the second in while the first is inside.",
		Python:      "rlock.acquire()  # Python asks the operating system which thread calls: the caller passes no identity",
		Go:          "t := main",
		MissingEdge: "the clerk's Acquire is taken for a re-entry, which waits for no Release of the main thread",
		Chain:       "the clerk has an identity of its own, so its Acquire returns only after the main thread's Release, before which the store to balance stands",
		Symptom:     "the clerk sees a balance that is about to change, now and then",
		Repair:      "a Thread of its own for each goroutine",
		Outcomes:    corpus.Exactly("the clerk was inside before the main thread had left"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.5),
		},
		Program: borrowedIdentity,
	}
}
