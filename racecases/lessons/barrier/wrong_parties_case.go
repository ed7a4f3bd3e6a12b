package barrier

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func wrongPartiesCase() corpus.Case {
	return corpus.Case{
		Slug:        "wrong-parties",
		Class:       corpus.CommunicationDeadlock,
		Story:       "Three workers meet at a barrier that was made for four: its author counted the main goroutine, which never comes. All wait for a party that does not exist.",
		Python:      "barrier = threading.Barrier(workers + 1)",
		Go:          "primitives.NewBarrier(workers + 1)",
		MissingEdge: "a fourth arrival should come before every return from Wait, and no goroutine makes it",
		Chain:       "the third arrival is there to be made, and it happens before all three returns from Wait",
		Symptom:     "the program hangs in its first phase",
		Repair:      "count exactly the goroutines that call Wait",
		Outcomes:    []corpus.Outcome{{Match: "passed", Grade: corpus.Acceptable, Means: "all parties met and went on"}},
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: wrongParties,
	}
}
