package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func tryAcquireKeptCase() corpus.Case {
	return corpus.Case{
		Slug:        "try-acquire-kept",
		Class:       corpus.CommunicationDeadlock,
		Story:       "Customers take the desk if it is free, and leave at once if it is not. One that gets the desk after closing time leaves at once too, and keeps its permit: a TryAcquire that succeeds has taken one, like any other. The main thread, which takes the desk to lock up, waits for it for ever.",
		Python:      "if desk.acquire(blocking=False): if closing.is_set(): return",
		Go:          "if closing.IsSet() { return }",
		MissingEdge: "the return after closing time has no Release before it, so no Release is left for the Acquire that waits",
		Chain:       "Release is deferred as soon as TryAcquire has succeeded, so each way out gives the permit back, and that Release happens before the last Acquire returns",
		Symptom:     "the program does not end if a customer comes late",
		Repair:      "defer the Release where the TryAcquire succeeds",
		Outcomes:    []corpus.Outcome{{Match: "closed", Grade: corpus.Acceptable, Means: "the desk was free at the end"}},
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: tryAcquireKept,
	}
}
