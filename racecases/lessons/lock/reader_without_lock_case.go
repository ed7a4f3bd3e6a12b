package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func readerWithoutLockCase() corpus.Case {
	return corpus.Case{
		Slug:        "reader-without-lock",
		Class:       corpus.DataRace,
		Story:       "Money moves from one account to the other under the lock. The thread that only adds up the two takes no lock: reading changes nothing. But in the middle of a move the money is in neither, and only the lock keeps a reader from reading then, or from seeing an old value of one and a new one of the other.",
		Python:      "print(a + b)  # the thread that writes them holds the lock",
		Go:          "sum := from + to",
		MissingEdge: "the reader takes no lock, so no Unlock of a writer happens before its loads",
		Chain:       "the writer's two stores stand between a Lock and an Unlock, the reader's two loads between another such pair, and one pair's Unlock happens before the other's Lock returns",
		Symptom:     "a sum that was never true, now and then",
		Repair:      "the reader takes the lock too",
		Outcomes:    corpus.Exactly("the reader looked while the money was in neither account"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("the reader may have ended before the writer begins"),
		},
		Program: readerWithoutLock,
	}
}
