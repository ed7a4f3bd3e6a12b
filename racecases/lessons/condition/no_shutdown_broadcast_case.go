package condition

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func noShutdownBroadcastCase() corpus.Case {
	return corpus.Case{
		Slug:        "no-shutdown-broadcast",
		Class:       corpus.GoroutineLeak,
		Story:       "A worker has done its jobs and waits for more. Close sets the flag that the worker would look at when it wakes, and wakes no worker.",
		Python:      "closed = True  # and no condition.notify_all()",
		Go:          "closed = true",
		MissingEdge: "no notification follows the store to closed, so there is none that could happen before the worker's return from Wait",
		Chain:       "closed is stored before NotifyAll, both with the lock held; the Release that follows happens before the worker's return from Wait, so the worker reads true and its loop ends",
		Symptom:     "one more goroutine after every close",
		Repair:      "notify all after setting closed, under the same lock",
		Outcomes:    []corpus.Outcome{{Match: "closed", Grade: corpus.Acceptable, Means: "Close returned"}},
		Show:        detect.Goleak,
		Expect:      corpus.Expectations{detect.Goleak: corpus.Always()},
		Program:     noShutdownBroadcast,
	}
}
