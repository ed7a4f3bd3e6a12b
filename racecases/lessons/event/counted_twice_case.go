package event

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func countedTwiceCase() corpus.Case {
	return corpus.Case{
		Slug:        "counted-twice",
		Class:       corpus.OrderViolation,
		Story:       "A countdown: three threads fetch a page each, and the one that counts to zero raises the flag. A thread that finds no page counts down in its error branch, and again on its way out. With one signal too many the count comes to zero while a page is still on its way. If that thread is the last, all is well.",
		Python:      "except NotFound: count_down()  # and then: finally: count_down()",
		Go:          "countDown(); return",
		MissingEdge: "the Set stands behind any three counts, and two of them are one thread's: nothing orders the third thread's store before it",
		Chain:       "each thread counts once, after its store, so the Set behind the third count comes after every store, and happens before Wait returns",
		Symptom:     "a page is missing on days on which another could not be found",
		Repair:      "count in one place, the deferred call, which every way out passes once",
		Outcomes:    corpus.Exactly("the flag came before every thread had stored its page"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("every access is atomic, so there is no data race"),
		},
		Program: countedTwice,
	}
}
