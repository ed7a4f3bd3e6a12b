package condition

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func predicateAtomicUnlockedCase() corpus.Case {
	return corpus.Case{
		Slug:  "predicate-atomic-unlocked",
		Class: corpus.LostWakeup,
		Story: "The flag is atomic, so setting it needs no lock, or so it seems. The waiter has looked and is about to wait; just then the other side sets the flag and signals. " +
			"No goroutine waits yet, so the signal is lost, and the waiter goes to sleep although the flag is set. No race is reported, because there is none.",
		Python:      "ready.set()  # without the condition's lock; then notify",
		Go:          "ready.Store(true); c.Signal()",
		MissingEdge: "without the lock nothing keeps the store and the signal from coming between the waiter's look at ready and its wait",
		Chain:       "from the look at ready until Wait has begun the waiter holds the mutex, so the store's Lock returns after that, and the Signal behind it finds the waiter in the queue",
		Symptom:     "a hang, once in a long while, that goes away with a line of logging added",
		Repair:      "store under the lock, atomic or not: then the store comes before the look, or after the waiter has begun to wait",
		Outcomes:    []corpus.Outcome{{Match: "all met", Grade: corpus.Acceptable, Means: "every waiter was let go"}},
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
			detect.Race:    corpus.Never("the flag is atomic"),
		},
		Program: predicateAtomicUnlocked,
	}
}
