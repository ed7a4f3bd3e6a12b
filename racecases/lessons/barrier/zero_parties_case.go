package barrier

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func zeroPartiesCase() corpus.Case {
	return corpus.Case{
		Slug:        "zero-parties",
		Class:       corpus.Misuse,
		Story:       "One worker for every four cores, says a program that was written on a big machine. On a small one that makes none, and a barrier for zero parties is an error.",
		Python:      "threading.Barrier(os.cpu_count() // 4)  # ValueError: parties must be >= 1",
		Go:          "barrier := primitives.NewBarrier(workers)",
		MissingEdge: "there is no arrival for a return from Wait to come after",
		Chain:       "there is at least one party, and its arrival happens before its own return from Wait",
		Symptom:     "panic: parties must be >= 1, on small machines",
		Repair:      "one worker at the least",
		Outcomes:    []corpus.Outcome{{Match: "met", Grade: corpus.Acceptable, Means: "all parties met"}},
		Show:        detect.Runtime,
		Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
		Program:     zeroParties,
	}
}
