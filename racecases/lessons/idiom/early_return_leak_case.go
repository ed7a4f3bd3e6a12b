package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func earlyReturnLeakCase() corpus.Case {
	return corpus.Case{
		Slug:        "early-return-leak",
		Class:       corpus.GoroutineLeak,
		Story:       "Three pages are checked at the same time, and the first error is enough to return. The other two goroutines want to report theirs on a channel without room that no goroutine reads any more.",
		Python:      "for f in as_completed(futures): return f.result()  # a future keeps its result",
		Go:          "errs := make(chan error)",
		MissingEdge: "after the return there is no receive that could meet the other sends",
		Chain:       "the channel has room for every send, so each happens without a receive, and its goroutine ends",
		Symptom:     "two more goroutines after every error",
		Repair:      "room for every result: make(chan error, len(pages))",
		Outcomes: []corpus.Outcome{
			{Match: "reported", Grade: corpus.Acceptable, Means: "the first error came"},
			{Match: "all there", Grade: corpus.Forbidden, Means: "no error came"},
		},
		Show:    detect.Goleak,
		Expect:  corpus.Expectations{detect.Goleak: corpus.Always()},
		Program: earlyReturnLeak,
	}
}
