package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func lostUpdateCase() corpus.Case {
	return corpus.Case{
		Slug:        "lost-update",
		Class:       corpus.DataRace,
		Story:       "Five threads add one to a counter, ten thousand times each. An increment is three steps: load, add, store. Without the lock two threads load the same value, and the second store erases the first.",
		Python:      "counter += 1",
		Go:          "counter++",
		MissingEdge: "nothing orders one thread's store to counter before another thread's load of it",
		Chain:       "each Release happens before the next Acquire returns, so every increment's load and store stand whole between two others, and the threads' ends happen before the return of Wait",
		Symptom:     "the total is too small, by another amount each time",
		Repair:      "hold one lock around each increment",
		Outcomes:    corpus.Exactly("two threads added to the same old value"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("on one processor an increment is seldom interrupted"),
		},
		Program: lostUpdate,
	}
}
