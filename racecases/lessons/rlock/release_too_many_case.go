package rlock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func releaseTooManyCase() corpus.Case {
	return corpus.Case{
		Slug:        "release-too-many",
		Class:       corpus.Misuse,
		Story:       "A function takes the lock, defers the release, and releases by hand as well. Called on its own it would fail at once. Called while its caller holds the lock it releases the caller's hold: the caller goes on without the lock, and panics at its own release.",
		Python:      "with rlock: balance += sum; rlock.release()  # called from within another with rlock",
		Go:          "defer lock.Release(t) ... lock.Release(t)",
		MissingEdge: "the caller's Release has no acquisition left: the inner function has already undone it",
		Chain:       "every Acquire has one Release of the same call, so the inner Release only counts down and the outer one ends what the outer Acquire began",
		Symptom:     "panic: cannot release un-acquired lock, in the function that did everything right",
		Repair:      "one release for one acquisition, in the function that made it",
		Outcomes:    corpus.Exactly("an entry is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
		},
		Program: releaseTooMany,
	}
}
