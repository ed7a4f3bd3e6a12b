package barrier

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func brokenIgnoredCase() corpus.Case {
	return corpus.Case{
		Slug:  "broken-ignored",
		Class: corpus.OrderViolation,
		Story: "Three parties meet to add up their halves. One waits with a timeout that is over at once, and that breaks the barrier for all. Python raises BrokenBarrierError in every party; Go returns an error, which the main goroutine does not look at. " +
			"It adds up what is there. A channel keeps the other half back until then, so that it goes wrong each time.",
		Python:      "except BrokenBarrierError: pass",
		Go:          "barrier.Wait()",
		MissingEdge: "only a Wait without an error comes after the work of all parties; after this one nothing orders the store of the second half before the sum",
		Chain:       "a Wait that returns without an error returns after all three arrivals, and the stores to the halves before them; one with an error leads to no load",
		Symptom:     "a sum that is too small whenever a party was slow",
		Repair:      "look at the error: a barrier that is broken has ordered nothing",
		Outcomes: []corpus.Outcome{
			{Match: "exact", Grade: corpus.Acceptable, Means: "both halves were there"},
			{Match: "gave up", Grade: corpus.Acceptable, Means: "the barrier was broken, and nothing was added up"},
			{Match: "lost", Grade: corpus.Forbidden, Means: "the sum of what was there"},
		},
		Show: detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("the channel that makes the second half late orders its store after the sum"),
		},
		Program: brokenIgnored,
	}
}
