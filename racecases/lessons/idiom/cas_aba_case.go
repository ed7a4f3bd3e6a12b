package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func casAbaCase() corpus.Case {
	return corpus.Case{
		Slug:  "cas-aba",
		Class: corpus.AtomicityViolation,
		Story: "A free list without a lock: take node 1 off if it is still on top. It is on top again: meanwhile 1 and 2 were taken and 1 was put back. The CompareAndSwap cannot tell, and makes 2 the top, which another goroutine owns. " +
			"Channels hold the first goroutine between its look and its swap, so that it goes wrong each time.",
		Python:      "if top is node: top = after  # the same object, in another list",
		Go:          "top.CompareAndSwap(old, swing(old, after))",
		MissingEdge: "the swap is ordered after whatever stored the value that it finds; what is missing is that nothing was stored between the look and the swap",
		Chain:       "every push and pop stores a new generation, so a CompareAndSwap that succeeds finds what its own Load read, and nothing was stored in between",
		Symptom:     "two owners of one node, and a program that goes wrong somewhere else",
		Repair:      "a generation beside the node, new with each change: then the same top never comes back",
		Outcomes: []corpus.Outcome{
			{Match: "owned once", Grade: corpus.Acceptable, Means: "each node has one owner"},
			{Match: "owned twice", Grade: corpus.Forbidden, Means: "a node in use was on the free list"},
		},
		Show: detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("every access is atomic"),
		},
		Program: casAba,
	}
}
