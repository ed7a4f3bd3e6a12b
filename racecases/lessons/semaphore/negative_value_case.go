package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func negativeValueCase() corpus.Case {
	return corpus.Case{
		Slug:        "negative-value",
		Class:       corpus.Misuse,
		Story:       "A service leaves four processors to others and makes a semaphore for the rest. It was written on a machine of sixteen; on one of two the rest is minus two. A semaphore can have no permits, and not fewer.",
		Python:      "Semaphore(cpu_count() - 4)  # ValueError: semaphore initial value must be >= 0",
		Go:          "primitives.NewSemaphore(cores - reserved)",
		MissingEdge: "no order is missing: there is no semaphore with minus two permits to begin with",
		Chain:       "there is one permit at least, and each Release happens before the Acquire that takes the permit next returns, so all three are served in turn",
		Symptom:     "the program ends at its start, on small machines",
		Repair:      "at least one permit, whatever the subtraction says",
		Outcomes:    corpus.Exactly("an order was not served"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
		},
		Program: negativeValue,
	}
}
