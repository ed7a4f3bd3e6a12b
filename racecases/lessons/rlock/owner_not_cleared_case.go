package rlock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func ownerNotClearedCase() corpus.Case {
	return corpus.Case{
		Slug:        "owner-not-cleared",
		Class:       corpus.DataRace,
		Story:       "A home-made reentrant lock stores its holder, and lets that thread in again without taking the mutex. The last release does not clear the holder: the thread that held it last enters again while the mutex is free, and the next thread takes the mutex and is inside at the same time.",
		Python:      "class RLock: def release(self): self._block.release()  # self._owner = None is missing",
		Go:          "mu.Unlock() without owner.Store(0)",
		MissingEdge: "the first thread's second acquire takes no mutex, so none of its Unlocks happens before the other thread's Lock",
		Chain:       "release clears owner before it unlocks, so the first thread's second acquire locks the mutex again; the close happens before the receive, and the first thread's Unlock, behind its store, before the second's Lock returns",
		Symptom:     "two threads inside at once, under a lock that works in every test with one thread",
		Repair:      "clear the owner before the Unlock",
		Outcomes:    corpus.Exactly("the second thread was inside before the first had left"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("the two accesses are a few instructions apart"),
		},
		Program: ownerNotCleared,
	}
}
