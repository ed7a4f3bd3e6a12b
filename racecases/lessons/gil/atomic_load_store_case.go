package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func atomicLoadStoreCase() corpus.Case {
	return corpus.Case{
		Slug:        "atomic-load-store",
		Class:       corpus.AtomicityViolation,
		Story:       "Every access is atomic and the program still counts wrong. Two goroutines load the same value, each stores its own sum, and one sum is gone: two atomic steps do not make one.",
		Python:      "old = counter.get(); counter.set(old + 1)",
		Go:          "counter.Store(counter.Load() + 1)",
		MissingEdge: "each access is ordered; what is missing is that no other goroutine's store comes between a goroutine's load and its own",
		Chain:       "each addition is one indivisible load and store, so none comes between another's, and the goroutines' ends happen before the last Load",
		Symptom:     "the total is too small, and the race detector has nothing to say",
		Repair:      "counter.Add(1) is one step",
		Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Sometimes(0.3),
			detect.Race:    corpus.Never("atomic accesses are no data race, whatever is made of them"),
		},
		Program: atomicLoadStore,
	}
}
