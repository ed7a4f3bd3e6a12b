package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func attachNoDetachCase() corpus.Case {
	return corpus.Case{
		Slug:  "attach-no-detach",
		Class: corpus.ResourceDeadlock,
		Story: "A C library's own thread calls back into Python. It takes the GIL, as it must, does its work, and returns without giving the GIL back. " +
			"Every thread of Python's waits for it from then on, the main thread first.",
		Python:      "PyGILState_Ensure()  # in C, and no PyGILState_Release",
		Go:          "python.Attach(\"callback\")",
		MissingEdge: "the main thread's taking of the GIL must come after the callback's Detach, and there is none",
		Chain:       "the callback's Detach happens before the library's end, that before Wait returns, and Run takes the GIL behind it",
		Symptom:     "the interpreter stands still after the first callback",
		Repair:      "defer Detach as soon as Attach has returned",
		Outcomes:    []corpus.Outcome{{Match: "ran", Grade: corpus.Acceptable, Means: "the main thread got the GIL"}},
		Show:        detect.Hang,
		Expect: corpus.Expectations{
			detect.Hang:        corpus.Always(),
			detect.Runtime:     corpus.Never("a thread that waits for the GIL has a timer running, so Go does not find all goroutines asleep"),
			detect.Synctest:    corpus.Never("a thread that waits for the GIL asks again after each switch interval, so the bubble's clock runs on for ever"),
			detect.LeakProfile: corpus.Never("a thread that waits for the GIL has a timer running, and a goroutine that can still wake reaches the GIL"),
		},
		Program: attachNoDetach,
	}
}
