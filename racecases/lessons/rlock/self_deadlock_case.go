package rlock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func selfDeadlockCase() corpus.Case {
	return corpus.Case{
		Slug:        "self-deadlock",
		Class:       corpus.ResourceDeadlock,
		Story:       "Payday takes the lock and calls deposit, which takes it again. A plain lock does not know that both calls come from one thread: deposit waits for payday to release, and payday waits for deposit to return.",
		Python:      "with lock, lock: ...  # lock = threading.Lock()",
		Go:          "var lock primitives.Lock",
		MissingEdge: "the second Acquire waits for a Release that only the waiting thread itself could make, further down",
		Chain:       "the lock knows its holder, so the inner Acquire returns at once and its Release only counts down; the loads and stores are those of one thread, in its own order",
		Symptom:     "the first call never returns",
		Repair:      "use a reentrant lock, which lets its holder in again and counts how often it must release",
		Outcomes:    corpus.Exactly("a deposit is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: selfDeadlock,
	}
}
