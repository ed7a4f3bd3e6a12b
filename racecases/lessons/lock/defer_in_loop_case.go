package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func deferInLoopCase() corpus.Case {
	return corpus.Case{
		Slug:        "defer-in-loop",
		Class:       corpus.ResourceDeadlock,
		Story:       "In Python the lock is released when its with block ends, at the end of each round. In Go a deferred Unlock runs when the function ends, not the loop's round: the second round waits for the lock that the first one still holds.",
		Python:      "for sum in deposits: with lock: balance += sum",
		Go:          "for ... { mu.Lock(); defer mu.Unlock(); ... }",
		MissingEdge: "the first round's Unlock is deferred to the end of the function, behind the second round's Lock",
		Chain:       "each round's Unlock happens in that round, before the next round's Lock",
		Symptom:     "one deposit works, two hang",
		Repair:      "unlock at the end of each round, or give the round a function of its own",
		Outcomes:    corpus.Exactly("a deposit is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime:     corpus.Always(),
			detect.Hang:        corpus.Always(),
			detect.LeakProfile: corpus.Opportunistic("as measured, it often takes the mutex for still within reach, and then says nothing"),
		},
		Program: deferInLoop,
	}
}
