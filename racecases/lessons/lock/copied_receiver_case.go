package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func copiedReceiverCase() corpus.Case {
	return corpus.Case{
		Slug:        "copied-receiver",
		Class:       corpus.DataRace,
		Story:       "The counters are guarded by a mutex in the same struct, and the method that counts takes the lock. But its receiver is a value, so each call locks a mutex of its own, fresh from the copy, while the slice behind it is the same for all. Python has no such trap: its objects are never copied by a call.",
		Python:      "def add(self, page): with self.lock: self.pages[page] += 1  # self is never a copy",
		Go:          "func (v visits) add(page int)",
		MissingEdge: "each call locks another copy of the mutex, so no Unlock happens before any other call's Lock",
		Chain:       "all calls lock the one mutex behind the pointer, each Unlock happens before the next Lock of it returns, and so each count before the next",
		Symptom:     "visits are lost, although every call takes a lock",
		Repair:      "a pointer receiver: a mutex is shared by pointer or not at all",
		Outcomes:    corpus.Exactly("two threads, each under a lock of its own, added to the same old value"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("on one processor an increment is seldom interrupted"),
		},
		Program: copiedReceiver,
	}
}
