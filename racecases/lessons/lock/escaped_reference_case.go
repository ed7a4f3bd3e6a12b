package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func escapedReferenceCase() corpus.Case {
	return corpus.Case{
		Slug:        "escaped-reference",
		Class:       corpus.DataRace,
		Story:       "The price list is read under the lock and returned from there. What returns is not the list but a reference to it: the caller walks through the live prices, without the lock, while another thread changes them. The lock guarded the slice header only.",
		Python:      "def prices(self): with self.lock: return self._prices",
		Go:          "return prices",
		MissingEdge: "the caller's loads come after the Unlock of the getter, and nothing orders them with a later store under the lock",
		Chain:       "the clone is made under the mutex, its Unlock happens before the later store's Lock returns, and from then on the caller reads a copy that no other goroutine has",
		Symptom:     "a list that changes while it is read; with a map, a fatal error",
		Repair:      "return a copy, made under the lock",
		Outcomes:    corpus.Exactly("a list from before the rise shows the price after it"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("the rise must come between the getter and the walk"),
		},
		Program: escapedReference,
	}
}
