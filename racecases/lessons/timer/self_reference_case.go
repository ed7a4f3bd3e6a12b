package timer

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func selfReferenceCase() corpus.Case {
	return corpus.Case{
		Slug:        "self-reference",
		Class:       corpus.DataRace,
		Story:       "A callback starts its own timer again, through the variable that the timer is assigned to. The timer runs from the moment AfterFunc makes it, which is before the assignment, so the callback may read the variable while it is being written.",
		Python:      "timer = Timer(1, lambda: timer.cancel()); timer.start()",
		Go:          "timer = time.AfterFunc(d, func() { timer.Reset(d) })",
		MissingEdge: "AfterFunc happens before its callback, but nothing orders the assignment of what it returns before the callback's load of timer",
		Chain:       "the assignment to timer happens before the close of ready, that before the callback's receive, and the callback's load stands behind it",
		Symptom:     "a nil pointer dereference in a callback, once in a long while",
		Repair:      "have the callback wait for a channel that is closed after the assignment; in Python making the timer and starting it are two calls, and the assignment stands between them",
		Outcomes:    corpus.Exactly("the timer was not started again"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Runtime: corpus.Opportunistic("the callback finds nil only if the assignment comes 5 ms late"),
		},
		Program: selfReference,
	}
}
