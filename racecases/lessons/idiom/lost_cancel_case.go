package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func lostCancelCase() corpus.Case {
	return corpus.Case{
		Slug:        "lost-cancel",
		Class:       corpus.GoroutineLeak,
		Story:       "A watcher runs until its context is done. The function that would end the context is thrown away in the line that makes it, so the watcher runs until the program does.",
		Python:      "stop = threading.Event()  # and no thread sets it",
		Go:          "ctx, _ := context.WithCancel(context.Background())",
		MissingEdge: "no cancel happens before the watcher's return, because no goroutine has the cancel function",
		Chain:       "the deferred cancel happens before the watcher's receive from Done returns",
		Symptom:     "one more goroutine for every call",
		Repair:      "keep cancel and defer it at once",
		Outcomes:    []corpus.Outcome{{Match: "done", Grade: corpus.Acceptable, Means: "the caller has what it wanted"}},
		Show:        detect.Goleak,
		Expect:      corpus.Expectations{detect.Goleak: corpus.Always()},
		Program:     lostCancel,
	}
}
