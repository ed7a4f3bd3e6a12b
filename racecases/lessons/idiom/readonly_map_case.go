package idiom

import "threadlab/racecases/corpus"

func readonlyMapCase() corpus.Case {
	return corpus.Case{
		Slug:        "readonly-map",
		Class:       corpus.DataRace,
		Negative:    true,
		Story:       "Four goroutines read one map without a lock. A map must not be written by one while others use it; to be read by many it needs nothing.",
		Python:      "squares[i]  # from every thread",
		Go:          "squares[i]",
		MissingEdge: "every store to the map happens before the go statements, and they before every load; there is no store after that",
		Outcomes:    corpus.Exactly("a reader saw another value"),
		Program:     readonlyMap,
	}
}
