package event

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func doubleSetCloseCase() corpus.Case {
	return corpus.Case{
		Slug:        "double-set-close",
		Class:       corpus.Misuse,
		Story:       "A closed channel is Go's event: every goroutine that waits on it goes on. Python's event.set() may be called twice; a channel may not be closed twice. Two reasons to stop, each with its own call, end the process.",
		Python:      "event.set(); event.set()",
		Go:          "close(done); close(done)",
		MissingEdge: "the second close has no open channel to follow: nothing makes the two calls of set one close",
		Chain:       "the close happens in the first call of Do, before either call of set returns, and so before the receive",
		Symptom:     "panic: close of closed channel, on the day when both reasons arise",
		Repair:      "close under a sync.Once: the first call closes, the others find it done",
		Outcomes:    []corpus.Outcome{{Match: "set", Grade: corpus.Acceptable, Means: "set twice, closed once"}},
		Show:        detect.Runtime,
		Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
		Program:     doubleSetClose,
	}
}
