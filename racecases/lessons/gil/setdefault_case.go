package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func setdefaultCase() corpus.Case {
	return corpus.Case{
		Slug:  "setdefault",
		Class: corpus.AtomicityViolation,
		Story: "If the user has no counter yet, make one. Each step is safe, in Python's dict and in Go's sync.Map, and the two together are not: both threads look, both find nothing, both store, and the second store throws the first counter away with its visit. " +
			"A barrier has both look before either stores, so that it goes wrong each time. Under the GIL it was rare; free-threaded it is not.",
		Python:      "if user not in visits: visits[user] = Counter()  # instead of setdefault",
		Go:          "counter, found := visits.Load(user); if !found { visits.Store(user, ...) }",
		MissingEdge: "each Load and Store is ordered by the map; what is missing is that no other Store comes between a goroutine's Load and its own",
		Chain:       "of two LoadOrStores of one key one stores, it happens before the other's load of the same counter, and the additions to that are atomic",
		Symptom:     "the first visits of a new user are not counted",
		Repair:      "LoadOrStore is one step, as setdefault is",
		Outcomes:    corpus.Exactly("a counter was replaced after it had counted"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Sometimes(0.5),
			detect.Race:    corpus.Never("every access to the map is synchronised"),
		},
		Program: setdefault,
	}
}
