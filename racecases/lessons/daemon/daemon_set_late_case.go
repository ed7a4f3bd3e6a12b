package daemon

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func daemonSetLateCase() corpus.Case {
	return corpus.Case{
		Slug:  "daemon-set-late",
		Class: corpus.Misuse,
		Story: "A heartbeat should be a daemon, and is made one a line too late: the thread runs already. Python raises an error. Here SetDaemon returns one, and it is ignored. " +
			"The thread is no daemon, and the program's end waits for a loop that never ends.",
		Python:      "beat.start(); beat.daemon = True  # RuntimeError: cannot set daemon status of active thread",
		Go:          "_ = beat.Start(); _ = beat.SetDaemon(true)",
		MissingEdge: "the flag must be set before Start reads it, and is set after",
		Chain:       "SetDaemon happens before Start in the same thread, and Start before the interpreter looks which threads to wait for",
		Symptom:     "the program has done everything and does not end",
		Repair:      "set the flag before Start, or give WithDaemon to NewThread",
		Outcomes:    []corpus.Outcome{{Match: "ended", Grade: corpus.Acceptable, Means: "the shutdown did not wait for the heartbeat"}},
		Show:        detect.Hang,
		Expect: corpus.Expectations{
			detect.Hang:        corpus.Always(),
			detect.Runtime:     corpus.Never("the misuse is returned as an error, and a sleeping thread has a timer, so not all goroutines are asleep"),
			detect.Synctest:    corpus.Never("the heartbeat wakes again after each hour of the bubble's clock"),
			detect.LeakProfile: corpus.Never("the heartbeat has a timer running, and reaches the interpreter that waits for it"),
		},
		Program: daemonSetLate,
	}
}
