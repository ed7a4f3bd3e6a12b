package event

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func clearAfterTakeCase() corpus.Case {
	return corpus.Case{
		Slug:        "clear-after-take",
		Class:       corpus.LostWakeup,
		Story:       "A waiter is called, takes all orders, and lowers the flag. An order that comes between the two raises a flag that is up already, and then the waiter takes it down: the order lies there, and no call for it comes. Which of two lines comes first decides it.",
		Python:      "more.wait(); take_all(); more.clear()",
		Go:          "take all, then more.Clear()",
		MissingEdge: "the second Set should come after the Clear, or its order before the look; nothing orders it so",
		Chain:       "the flag is cleared before the queue is looked through, so a Set that follows an order happens either before that look, which then finds the order, or after the Clear, and then the next Wait returns",
		Symptom:     "an order is served only when the next guest comes, or never",
		Repair:      "lower the flag first and look afterwards: an order that comes later raises it again",
		Outcomes:    corpus.Exactly("an order was not served"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: clearAfterTake,
	}
}
