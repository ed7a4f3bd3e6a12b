package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func earlyReturnNoUnlockCase() corpus.Case {
	return corpus.Case{
		Slug:        "early-return-no-unlock",
		Class:       corpus.ResourceDeadlock,
		Story:       "A withdrawal that exceeds the balance is turned down, by a return in the middle of the function that leaves the lock taken. The caller gets no hint that anything is wrong. The next withdrawal, however small, waits for ever.",
		Python:      "lock.acquire(); if sum > balance: return; ...; lock.release()",
		Go:          "return // not enough",
		MissingEdge: "the early return has no Unlock before it, so none is left for the next Lock to wait for",
		Chain:       "the deferred Unlock happens at either return, and so before the next withdraw's Lock returns",
		Symptom:     "the program stops answering after its first refusal",
		Repair:      "defer the Unlock as soon as the lock is held: Python's with",
		Outcomes:    corpus.Exactly("a withdrawal is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime:     corpus.Always(),
			detect.Hang:        corpus.Always(),
			detect.LeakProfile: corpus.Opportunistic("as measured, it often takes the mutex for still within reach, and then says nothing"),
		},
		Program: earlyReturnNoUnlock,
	}
}
