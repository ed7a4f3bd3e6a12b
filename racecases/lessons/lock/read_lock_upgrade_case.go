package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func readLockUpgradeCase() corpus.Case {
	return corpus.Case{
		Slug:        "read-lock-upgrade",
		Class:       corpus.ResourceDeadlock,
		Story:       "A cache looks a page up under the read lock, does not find it, and takes the write lock to store it, while it still holds the read lock. A writer waits for all readers to leave, and one of them is the writer itself. No read lock can be raised to a write lock.",
		Python:      "with rw.read(): if key not in cache: with rw.write(): cache[key] = fetch(key)",
		Go:          "mu.RLock(); mu.Lock()",
		MissingEdge: "the Lock waits for an RUnlock that the waiting goroutine itself would make, further down",
		Chain:       "the RUnlock stands before the Lock, so the Lock waits for other readers alone, and the second look happens under it, before any other writer's Lock returns",
		Symptom:     "the first page that is not in the cache hangs",
		Repair:      "give the read lock back, take the write lock, and check again: another goroutine may have been quicker",
		Outcomes:    corpus.Exactly("the page was not fetched once"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: readLockUpgrade,
	}
}
