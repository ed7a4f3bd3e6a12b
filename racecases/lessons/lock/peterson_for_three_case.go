package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func petersonForThreeCase() corpus.Case {
	return corpus.Case{
		Slug:        "peterson-for-three",
		Class:       corpus.AtomicityViolation,
		Story:       "Peterson's lock is made of loads and stores: a thread says that it wants in, says that it came last, and waits while another wants in and it is still the last. Of two threads one always waits. A third makes it wrong: one is in, the second waits because it came last, the third comes and is last now, and the second goes in beside the first.",
		Python:      "at[me] = 1; last = me  # and then: while last == me and others(me): pass",
		Go:          "const threads, levels = 3, 1",
		MissingEdge: "every access is ordered, as all atomic accesses are, but a waiter goes on when another comes, whether or not the one inside has left",
		Chain:       "on each level the one that came last stays behind while another is there or further in, so of three threads two at most pass the first level and one the second; the store of 0 with which it leaves comes before the load that lets the next one in",
		Symptom:     "two threads are in the critical section, only if three come, and the race detector is silent about the lock",
		Repair:      "one level fewer than there are threads: the filter lock",
		Outcomes:    corpus.Exactly("the third thread let the second in while the first was there"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("every access is atomic, so there is no data race"),
		},
		Program: petersonForThree,
	}
}
