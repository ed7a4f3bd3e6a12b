package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func plainFlagCase() corpus.Case {
	return corpus.Case{
		Slug:        "plain-flag",
		Class:       corpus.DataRace,
		Story:       "A lock made by hand: wait while the flag is up, raise it, count, lower it. Looking at the flag and raising it are two steps. Two threads look while it is down, both raise it, and both are in.",
		Python:      "while taken: pass  # and then: taken = True; counter += 1; taken = False",
		Go:          "for taken { runtime.Gosched() }; taken = true; counter++; taken = false",
		MissingEdge: "nothing orders one thread's store to taken before the other thread's load of it, so nothing orders what stands between the two stores either",
		Chain:       "of two threads that call Lock one gets it, and its Unlock happens before the other's Lock returns, so one whole increment stands before the other",
		Symptom:     "the total is too small, now and then; a machine with more processors shows it sooner",
		Repair:      "a mutex looks and takes in one step",
		Outcomes:    corpus.Exactly("two threads were in at once and added to the same old value"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("on one processor a thread is seldom interrupted between the look and the store"),
		},
		Program: plainFlag,
	}
}
