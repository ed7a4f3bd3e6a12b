package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func trylockLivelockCase() corpus.Case {
	return corpus.Case{
		Slug:        "trylock-livelock",
		Class:       corpus.Starvation,
		Story:       "To avoid a deadlock, two threads only try their second locks, and politely give the first one back when that fails. In step with each other both take, both fail, both give back, round after round. No thread waits and none makes progress: a livelock. Here a barrier keeps them in step; on a real machine it is load that does.",
		Python:      "while not b.acquire(blocking=False): a.release(); a.acquire()",
		Go:          "move(&b, &a)",
		MissingEdge: "no order is missing: each try is answered, and nothing says that any of them succeeds",
		Chain:       "both threads ask for a first, and of two that ask at once one gets it: no thread holds b alone, so the one that has a gets b in that round, and the store of moved is atomic",
		Symptom:     "full load, no progress",
		Repair:      "one order for all: the thread that has the first lock cannot fail to get the second",
		Outcomes:    corpus.Exactly("a whole round passed in which no thread moved anything"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
		},
		Program: trylockLivelock,
	}
}
