package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func readLockTwiceCase() corpus.Case {
	return corpus.Case{
		Slug:        "read-lock-twice",
		Class:       corpus.ResourceDeadlock,
		Story:       "A reader calls a function that takes the read lock again. Two read locks go together, so it works, until a writer comes in between: new readers queue behind a waiting writer, or it would starve. The inner read lock waits for the writer, the writer for the outer read lock.",
		Python:      "with rw.read(): with rw.read(): ...  # a writer arrives in between",
		Go:          "mu.RLock(); mu.RLock()",
		MissingEdge: "the second RLock waits for the writer's Unlock, and the writer's Lock for the RUnlock behind that RLock",
		Chain:       "the reader's one RUnlock happens before the writer's Lock returns, and so its loads of price before the store; the second call takes no lock that could be refused",
		Symptom:     "readers and writer hang, once a writer comes at the wrong moment",
		Repair:      "take the read lock once and call what takes none",
		Outcomes:    corpus.Exactly("the total was not computed from one price"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime:    corpus.Always(),
			detect.Hang:       corpus.Always(),
			detect.GoDeadlock: corpus.Never("as measured: in v0.3.9 a TryRLock that fails takes the reader off its books, and a lock without a holder is never reported"),
		},
		Program: readLockTwice,
	}
}
