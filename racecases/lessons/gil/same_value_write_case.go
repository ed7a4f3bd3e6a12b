package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func sameValueWriteCase() corpus.Case {
	return corpus.Case{
		Slug:  "same-value-write",
		Class: corpus.DataRace,
		Story: "Three goroutines each fill in the same greeting. They all store the same, so what could go wrong? It is a data race all the same, and then the language promises nothing: a string is two words, and a compiler may use a variable as scratch space before it stores the end result. " +
			"In Python this is harmless, which is why it is everywhere.",
		Python:      "greeting = 'hello'  # in every thread",
		Go:          "greeting = \"hello\"",
		MissingEdge: "nothing orders one goroutine's store before the other's",
		Chain:       "one goroutine makes the only store, in Do, it happens before every return from that Do, and the ends of all three before the return of Wait",
		Symptom:     "none so far",
		Repair:      "let one of them do it: sync.Once",
		Outcomes:    []corpus.Outcome{{Match: "hello", Grade: corpus.Acceptable, Means: "as stored"}},
		Show:        detect.Race,
		Expect:      corpus.Expectations{detect.Race: corpus.Always()},
		Program:     sameValueWrite,
	}
}
