package barrier

import "threadlab/racecases/corpus"

func twoPhaseCase() corpus.Case {
	return corpus.Case{
		Slug:     "two-phase",
		Class:    corpus.DataRace,
		Negative: true,
		Story: "The Little Book of Semaphores' barrier that can be used again, from a counter and two gates, and plain cells beside it without any lock. " +
			"One gate opens when all have written, the other when all have read, so that no party laps another.",
		Python:      "turnstile.acquire()  # twice in each round",
		Go:          "meet(+1, in, parties) ... meet(-1, out, 0)",
		MissingEdge: "a party's store to its cell happens before its unlock of mu, that before the last party's release of the first gate, and that before the neighbour's load; the second gate orders the load before the next store in the same way",
		Outcomes:    corpus.Exactly("a neighbour was in another round"),
		Program:     twoPhase,
	}
}
