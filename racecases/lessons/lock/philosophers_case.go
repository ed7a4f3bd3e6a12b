package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func philosophersCase() corpus.Case {
	return corpus.Case{
		Slug:        "philosophers",
		Class:       corpus.ResourceDeadlock,
		Story:       "Five philosophers, five forks, and each takes the left one first. When all five hold their left forks at once, each waits for the neighbour on the right, all around the table. Two locks taken in two orders are the same cycle, with two philosophers.",
		Python:      "with left, right: eat()  # right of the last one is the first one's left",
		Go:          "first, second := left, right",
		MissingEdge: "the Unlock that each second Lock waits for stands behind the neighbour's second Lock: the waits form a cycle of five",
		Chain:       "every philosopher takes the lower fork first, so the holder of the highest fork never waits, and each Unlock of a fork happens before the next Lock of it returns",
		Symptom:     "all goes well for a long time, and then no philosopher eats any more",
		Repair:      "one order for all forks: the lower number first",
		Outcomes:    corpus.Exactly("a meal is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: philosophers,
	}
}
