package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func lostUpdateGoCase() corpus.Case {
	return corpus.Case{
		Slug:        "lost-update-go",
		Class:       corpus.DataRace,
		Story:       "Five goroutines count to the same total on sync.Mutex. Without the lock two of them load the same value, and the second store erases the first.",
		Python:      "counter += 1",
		Go:          "counter++",
		MissingEdge: "nothing orders one goroutine's store before another's load of counter",
		Chain:       "each Unlock happens before the next Lock returns, so every increment's load and store stand whole between two others, and the goroutines' ends happen before the return of Wait",
		Symptom:     "the total is too small, now and then",
		Repair:      "hold one mutex around each increment",
		Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("on one processor an increment is seldom interrupted"),
		},
		Program: lostUpdateGo,
	}
}
