package event

import "threadlab/racecases/corpus"

func closeBroadcastCase() corpus.Case {
	return corpus.Case{
		Slug:        "close-broadcast",
		Class:       corpus.DataRace,
		Negative:    true,
		Story:       "Five readers read a variable that another goroutine wrote, and there is no lock and no atomic anywhere. There is a closed channel, and that is enough: it orders one write before any number of reads.",
		Python:      "answer = 42; ready.set()  # and in five threads: ready.wait(); print(answer)",
		Go:          "answer = 42; close(ready)",
		MissingEdge: "the close happens before each receive that returns because of it, and the store stands before the close",
		Outcomes:    corpus.Exactly("a reader saw another answer"),
		Program:     closeBroadcast,
	}
}
