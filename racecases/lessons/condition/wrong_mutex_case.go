package condition

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func wrongMutexCase() corpus.Case {
	return corpus.Case{
		Slug:        "wrong-mutex",
		Class:       corpus.DataRace,
		Story:       "The state has its lock, and the condition has one of its own, because it was given none. The one side stores under the first, the other looks under the second. Both hold a lock, and the locks have nothing to do with each other.",
		Python:      "condition = threading.Condition()  # and not Condition(state_lock)",
		Go:          "c := primitives.NewCondition(new(primitives.Lock))",
		MissingEdge: "the release of one lock does not happen before the acquisition of another, so the store to ready is unordered with the waiter's load",
		Chain:       "the condition has the very lock that guards ready, so the Release behind the store happens before the waiter's Acquire, or return from Wait, and its load",
		Symptom:     "none most of the time; with a bare wait, a lost wakeup",
		Repair:      "build the condition over the lock that guards the state",
		Outcomes:    []corpus.Outcome{{Match: "all met", Grade: corpus.Acceptable, Means: "every waiter was let go"}},
		Show:        detect.Race,
		Expect:      corpus.Expectations{detect.Race: corpus.Always()},
		Program:     wrongMutex,
	}
}
