package gil

import "threadlab/racecases/corpus"

func disjointCase() corpus.Case {
	return corpus.Case{
		Slug:        "disjoint",
		Class:       corpus.DataRace,
		Negative:    true,
		Story:       "Eight goroutines count in eight neighbouring bytes without a lock. Each byte is a variable of its own, so nothing is shared but the cache line, which costs time and never a count.",
		Python:      "counts[i] += 1",
		Go:          "counts[i]++",
		MissingEdge: "each goroutine's stores to its own element happen before its end, its end before the return of Wait, and that before the caller's loads",
		Outcomes:    corpus.Exactly("a store to one element changed another"),
		Program:     disjoint,
	}
}
