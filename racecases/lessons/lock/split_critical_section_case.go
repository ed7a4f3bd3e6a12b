package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func splitCriticalSectionCase() corpus.Case {
	return corpus.Case{
		Slug:        "split-critical-section",
		Class:       corpus.AtomicityViolation,
		Story:       "The counter is read under the lock and written under the lock, so no two accesses race. But the lock is released between the two: another thread counts in between, and its count is erased by the older value plus one.",
		Python:      "with lock: old = counter  # and then: with lock: counter = old + 1",
		Go:          "old := counter; mu.Unlock(); mu.Lock(); counter = old + 1",
		MissingEdge: "every access is ordered by the lock, but nothing keeps another thread's critical section from coming between the load and the store",
		Chain:       "the load and the store stand between one Lock and its Unlock, so no other store comes in between, and each Unlock happens before the next Lock returns",
		Symptom:     "the total is too small, and the race detector is silent",
		Repair:      "load and store in one critical section",
		Outcomes:    corpus.Exactly("another thread counted between the load and the store"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Sometimes(0.2),
			detect.Race:    corpus.Never("every single access is under the lock, so there is no data race"),
		},
		Program: splitCriticalSection,
	}
}
