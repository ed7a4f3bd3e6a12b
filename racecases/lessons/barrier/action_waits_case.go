package barrier

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func actionWaitsCase() corpus.Case {
	return corpus.Case{
		Slug:        "action-waits",
		Class:       corpus.CommunicationDeadlock,
		Story:       "The barrier's action swaps two buffers while all parties stand still. To be sure of that, it waits at the barrier itself. But it runs in the last party to arrive, for all of them: the waiting parties go on only when it is over.",
		Python:      "Barrier(2, action=lambda: (barrier.wait(), swap()))",
		Go:          "swap := func() error { barrier.Wait(); ... }",
		MissingEdge: "the action's end must come before every return from Wait, its own among them",
		Chain:       "both arrivals happen before the action, and its store to swaps before both returns from Wait",
		Symptom:     "the program hangs at its first barrier",
		Repair:      "no wait: the action already runs after all have arrived and before any goes on",
		Outcomes:    corpus.Exactly("the buffers were not swapped once"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: actionWaits,
	}
}
