package barrier

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func missingSecondWaitCase() corpus.Case {
	return corpus.Case{
		Slug:        "missing-second-wait",
		Class:       corpus.DataRace,
		Story:       "A row of cells, each computed from its neighbour, as in the game of life. All write, all meet at the barrier, all read their neighbour. Then a quick goroutine writes its cell for the next step, while the neighbour may still be reading it.",
		Python:      "cells[i] = step; barrier.wait(); use(cells[i + 1])",
		Go:          "cells[i] = step; barrier.Wait(); ... cells[(i+1)%parties]",
		MissingEdge: "the barrier orders every write before every read of the same step; nothing orders the read before the neighbour's write of the next step",
		Chain:       "the first Wait orders all stores of a step before all of its loads, the second all of those loads before all stores of the next step",
		Symptom:     "cells are computed from a neighbour that is one step ahead",
		Repair:      "meet twice: once when all have written, once when all have read",
		Outcomes: []corpus.Outcome{
			{Match: "in step", Grade: corpus.Acceptable, Means: "every neighbour was read in its own step"},
			{Match: "mixed", Grade: corpus.Forbidden, Means: "a neighbour was already in the next step"},
		},
		Show: detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.7),
		},
		Program: missingSecondWait,
	}
}
