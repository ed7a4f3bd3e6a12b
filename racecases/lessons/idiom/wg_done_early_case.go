package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func wgDoneEarlyCase() corpus.Case {
	return corpus.Case{
		Slug:        "wg-done-early",
		Class:       corpus.DataRace,
		Story:       "Deferred calls run in reverse order, so the Done that was written last runs first. Wait lets the caller go on while the goroutine still has its result to save.",
		Python:      "queue.task_done(); save(result)  # join() may return in between",
		Go:          "defer wg.Done()",
		MissingEdge: "the store to outcome comes after Done, so Done and Wait do not order it before the caller's load",
		Chain:       "deferred calls run last in, first out: the store to outcome happens before Done, that before Wait returns, and the load stands behind it",
		Symptom:     "the last result is missing although Wait waited for every goroutine",
		Repair:      "defer Done first, so that it runs last; wg.Go cannot get it wrong",
		Outcomes: []corpus.Outcome{
			{Match: "saved", Grade: corpus.Acceptable, Means: "Wait waited for the save"},
			{Match: "unsaved", Grade: corpus.Forbidden, Means: "Wait returned before the save"},
		},
		Show: detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.7),
		},
		Program: wgDoneEarly,
	}
}
