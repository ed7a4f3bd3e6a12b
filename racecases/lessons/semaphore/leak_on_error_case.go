package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func leakOnErrorCase() corpus.Case {
	return corpus.Case{
		Slug:        "leak-on-error",
		Class:       corpus.CommunicationDeadlock,
		Story:       "A handler takes a permit, finds that the page does not exist, and returns without giving the permit back. Every error makes the pool smaller by one. After the second no request gets in any more.",
		Python:      "sem.acquire(); fetch(page); sem.release()  # fetch raises",
		Go:          "return // no such page",
		MissingEdge: "the return after an error has no Release before it, so no Release is left for the waiting Acquire",
		Chain:       "Release is deferred, so each return gives the permit back, and that Release happens before the waiting Acquire returns",
		Symptom:     "the service answers until its second error, and then not at all",
		Repair:      "defer the Release as soon as the permit is held: Python's with",
		Outcomes:    corpus.Exactly("a page was not served"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: leakOnError,
	}
}
