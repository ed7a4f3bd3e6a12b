package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func mixedAtomicPlainCase() corpus.Case {
	return corpus.Case{
		Slug:  "mixed-atomic-plain",
		Class: corpus.DataRace,
		Story: "The writer adds atomically, and the reader only looks: a look changes nothing, so it is a plain one. But an atomic access protects against other atomic accesses and no others. " +
			"The compiler may load a plain variable once and never again, or in two halves on a 32-bit machine.",
		Python:      "if hits > limit: ...  # beside an atomic hits.add(1)",
		Go:          "atomic.AddInt64(&hits, 1) // and elsewhere: hits",
		MissingEdge: "an atomic store happens before an atomic load that sees it; a plain load is ordered by nothing",
		Chain:       "an atomic addition happens before each atomic load that sees it, and no access to hits is plain",
		Symptom:     "none, on this compiler and this machine",
		Repair:      "load atomically too; with the type atomic.Int64 there is no other way",
		Outcomes:    corpus.Exactly("a hit was lost"),
		Show:        detect.Race,
		Expect:      corpus.Expectations{detect.Race: corpus.Always()},
		Program:     mixedAtomicPlain,
	}
}
