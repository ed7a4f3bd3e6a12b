package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func startTwiceCase() corpus.Case {
	return corpus.Case{
		Slug:        "start-twice",
		Class:       corpus.Misuse,
		Story:       "A worker dies, and its supervisor calls Start again. A thread can be started once: its function has ended, its end has been announced, and the threads that joined it have gone on. A second start needs a new thread.",
		Python:      "t.start(); t.join(); t.start()  # RuntimeError: threads can only be started once",
		Go:          "worker.Start()",
		MissingEdge: "no order is missing: the thread is over, and a second Start has no thread to begin",
		Chain:       "each Start happens before its thread's first line, that thread's end before the return of Join, and so the first thread's store to runs before the second's",
		Symptom:     "the error at the first restart, long after the program was tested without one",
		Repair:      "make a new thread for each run",
		Outcomes:    corpus.Exactly("the worker was not started again"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
		},
		Program: startTwice,
	}
}
