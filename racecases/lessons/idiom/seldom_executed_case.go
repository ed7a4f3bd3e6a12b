package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func seldomExecutedCase() corpus.Case {
	return corpus.Case{
		Slug:  "seldom-executed",
		Class: corpus.DataRace,
		Story: "One customer in three wants it wrapped, and the line that counts the gifts is outside the lock. The tests order no gifts. A race detector judges the lines that run, and this one does not. " +
			"Here the input is drawn at random, as a fuzz test would, and one run in three is caught; the witness is any input with a gift.",
		Python:      "if order.gift: gifts += 1",
		Go:          "if gift { gifts++ }",
		MissingEdge: "nothing orders one goroutine's store to gifts before the other's load, if the order has a gift",
		Chain:       "both counts are stored under the mutex, with a gift or without, and each Unlock happens before the next Lock returns",
		Symptom:     "none until the first order with a gift",
		Repair:      "count inside the lock; and let the tests choose inputs that their author has not thought of",
		Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Sometimes(0.1),
			detect.Outcome: corpus.Opportunistic("it takes two increments at the same moment"),
		},
		Program: seldomExecuted,
	}
}
