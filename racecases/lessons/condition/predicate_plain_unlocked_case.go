package condition

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func predicatePlainUnlockedCase() corpus.Case {
	return corpus.Case{
		Slug:        "predicate-plain-unlocked",
		Class:       corpus.DataRace,
		Story:       "The waiter looks at ready under the lock, as it should. The other side sets it one line too early, before it has the lock, so store and load may meet.",
		Python:      "ready = True  # and only then: with condition: condition.notify()",
		Go:          "ready = true; c.Acquire(nil)",
		MissingEdge: "the lock orders what is done between Acquire and Release; the store to ready is before the Acquire, so nothing orders it after an earlier holder's load",
		Chain:       "the store to ready stands between Acquire and Release, as does each load, and one Release happens before the other's Acquire, or return from Wait",
		Symptom:     "none most of the time, so the bug stays unnoticed",
		Repair:      "store under the lock that the waiter holds when it looks",
		Outcomes:    []corpus.Outcome{{Match: "all met", Grade: corpus.Acceptable, Means: "every waiter was let go"}},
		Show:        detect.Race,
		Expect:      corpus.Expectations{detect.Race: corpus.Always()},
		Program:     predicatePlainUnlocked,
	}
}
