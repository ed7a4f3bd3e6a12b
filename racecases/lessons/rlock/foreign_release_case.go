package rlock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func foreignReleaseCase() corpus.Case {
	return corpus.Case{
		Slug:        "foreign-release",
		Class:       corpus.Misuse,
		Story:       "The main thread takes a reentrant lock and leaves it to a teller to release when the work is done. With a plain lock that is a legal hand-over; a reentrant lock belongs to the thread that took it, and refuses.",
		Python:      "rlock.acquire(); Thread(target=rlock.release).start()",
		Go:          "lock.Release(t)",
		MissingEdge: "the teller never acquired the lock, so there is no acquisition of its own that its Release could end",
		Chain:       "the go statement happens before the teller's store to balance, that before the return of Wait, and the Release stands behind it in the thread that acquired",
		Symptom:     "panic: cannot release un-acquired lock; Python prints the same words as a RuntimeError, in the thread, and the lock stays taken",
		Repair:      "release in the thread that acquired, after the join",
		Outcomes:    corpus.Exactly("the teller's entry is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
		},
		Program: foreignRelease,
	}
}
