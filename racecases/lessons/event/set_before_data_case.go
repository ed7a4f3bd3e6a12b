package event

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func setBeforeDataCase() corpus.Case {
	return corpus.Case{
		Slug:        "set-before-data",
		Class:       corpus.OrderViolation,
		Story:       "The server raises the flag and stores the answer right after it. The goroutine that waits for the flag is woken in between, and reads an answer that is not there yet. The flag orders what came before it, and nothing that comes after.",
		Python:      "ready.set(); answer = 42",
		Go:          "ready.Set(); answer = 42",
		MissingEdge: "the Set happens before the Wait returns, but the store stands behind the Set",
		Chain:       "the answer is stored before Set, Set happens before Wait returns, and the load stands behind Wait",
		Symptom:     "zero instead of the answer, now and then",
		Repair:      "store first, then raise the flag",
		Outcomes:    corpus.Exactly("the flag came before the answer"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.4).In(detect.PlainBuild),
		},
		Program: setBeforeData,
	}
}
