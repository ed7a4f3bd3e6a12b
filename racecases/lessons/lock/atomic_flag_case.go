package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func atomicFlagCase() corpus.Case {
	return corpus.Case{
		Slug:        "atomic-flag",
		Class:       corpus.AtomicityViolation,
		Story:       "Either thread may print the page, and one is enough: an atomic flag says that it is being printed. Each look at the flag is whole, and so is each store. But between one thread's look and its store the flag is still down: the other looks too, and both print. Here the second thread is interrupted just there.",
		Python:      "if not busy: busy = True; print_page(); busy = False",
		Go:          "if busy.Load() { return }; busy.Store(true)",
		MissingEdge: "every access is ordered, as all atomic accesses are, but nothing keeps the other thread's Load from coming between this one's Load and its Store",
		Chain:       "a CompareAndSwap looks and stores in one step: of two threads that find the flag down the first raises it, and the other's swap fails until the Store that lowers it",
		Symptom:     "a page comes out of the printer twice, and the race detector is silent",
		Repair:      "look and take in one step: CompareAndSwap",
		Outcomes:    corpus.Exactly("both threads found the flag down"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("every access is atomic, so there is no data race"),
		},
		Program: atomicFlag,
	}
}
