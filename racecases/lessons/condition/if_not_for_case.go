package condition

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func ifNotForCase() corpus.Case {
	return corpus.Case{
		Slug:  "if-not-for",
		Class: corpus.AtomicityViolation,
		Story: "A customer finds no bread, waits, is notified, and takes a loaf without looking again. Between the notification and her getting the lock back another customer has taken it. " +
			"Every access is under the lock, so the race detector has nothing to report.",
		Python:      "if not loaves: condition.wait()",
		Go:          "if loaves == 0 { c.Wait(nil) }",
		MissingEdge: "the notification is ordered before the waiter's return, but nothing keeps a third goroutine's taking of the lock from coming in between",
		Chain:       "the baker's Release happens before the customer's return from Wait, and the customer looks again with the lock held, which no third one can take before its Release",
		Symptom:     "one loaf is sold twice; with a list, IndexError: pop from empty list",
		Repair:      "for instead of if: look again after every wait, as wait_for does",
		Outcomes: []corpus.Outcome{
			{Match: "sold", Grade: corpus.Acceptable, Means: "every loaf was sold once"},
			{Match: "oversold", Grade: corpus.Forbidden, Means: "a customer took a loaf that was gone again"},
		},
		Show: detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Sometimes(0.7),
			detect.Race:    corpus.Never("every access to loaves is under the lock"),
		},
		Program: ifNotFor,
	}
}
