package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func cap2AsMutexCase() corpus.Case {
	return corpus.Case{
		Slug:        "cap2-as-mutex",
		Class:       corpus.DataRace,
		Story:       "A semaphore of two permits, the tutorial's own, guards a counter. It would keep a third thread out, but two are inside together, and each may erase what the other stored.",
		Python:      "sem = threading.Semaphore(2)  # then: with sem: counter += 1",
		Go:          "sem := primitives.NewSemaphore(2)",
		MissingEdge: "two threads hold a permit each at once, and nothing orders the store of one before the load of the other",
		Chain:       "there is one permit, and the Release that gives it back happens before the Acquire that takes it next returns, so each load of counter follows the store before it",
		Symptom:     "the total is too small, now and then",
		Repair:      "what only one thread may touch needs a single permit, or a lock",
		Outcomes:    corpus.Exactly("two threads inside at once added to the same old value"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.7),
		},
		Program: cap2AsMutex,
	}
}
