package rlock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func countImbalanceCase() corpus.Case {
	return corpus.Case{
		Slug:        "count-imbalance",
		Class:       corpus.ResourceDeadlock,
		Story:       "The main thread takes a reentrant lock twice, for two reasons, and releases it once. It can take it again at any time and never notices. All other threads wait.",
		Python:      "rlock.acquire(); rlock.acquire(); ...; rlock.release()",
		Go:          "lock.Acquire(main); lock.Acquire(main); lock.Release(main)",
		MissingEdge: "the lock is free after as many Releases as there were Acquires, and one is missing before the clerk's Acquire",
		Chain:       "the second Release is the last that the count asks for, it happens before the clerk's Acquire returns, and the clerk's end before the return of Wait",
		Symptom:     "one thread works on, all others hang",
		Repair:      "a Release for each Acquire: Python's with, Go's defer",
		Outcomes:    corpus.Exactly("an entry is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: countImbalance,
	}
}
