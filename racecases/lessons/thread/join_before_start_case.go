package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func joinBeforeStartCase() corpus.Case {
	return corpus.Case{
		Slug:        "join-before-start",
		Class:       corpus.Misuse,
		Story:       "Two lines have changed places: the parent joins the thread and starts it afterwards. Python raises a RuntimeError on the spot. Here Join returns an error, which the parent drops, as if a join could not fail; it then reads the result while the thread is computing it.",
		Python:      "t.join(); t.start(); print(result)  # RuntimeError: cannot join thread before it is started",
		Go:          "worker.Join(main); worker.Start()",
		MissingEdge: "a Join that returned an error has waited for nothing, so the thread's store to result is not ordered before the parent's load",
		Chain:       "Start happens before the thread's first line, its store to result before its end, and that before the return of Join, behind which result is loaded",
		Symptom:     "zero instead of the result",
		Repair:      "join after the start, and look at the error that Join returns: of a thread not started, of oneself, of a goroutine that was only attached",
		Outcomes:    corpus.Exactly("the parent read before the thread had stored its result"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("the thread may be quicker than the parent"),
			detect.Runtime: corpus.Never("the error is returned, and the parent drops it"),
		},
		Program: joinBeforeStart,
	}
}
