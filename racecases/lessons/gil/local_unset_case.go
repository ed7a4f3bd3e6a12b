package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func localUnsetCase() corpus.Case {
	return corpus.Case{
		Slug:  "local-unset",
		Class: corpus.Misuse,
		Story: "Each thread should have its own cache, and the main thread makes one at the start. It makes its own. The worker's is not there: an AttributeError in Python, a nil map here, which can be read and not written. " +
			"It works as long as only the main thread uses the cache.",
		Python:      "local.pages = {}  # once, in the main thread; AttributeError in the others",
		Go:          "mine, _ := pages.Get(t); mine[\"index\"]++",
		MissingEdge: "no Set in the worker comes before its Get; the main thread's Set is of another value",
		Chain:       "each thread's first Value makes its own map before it is used, the worker's store to fetched happens before its end, and that before Wait returns and the load behind it",
		Symptom:     "panic: assignment to entry in nil map, in the first thread that is not the main one",
		Repair:      "give the Local an initialiser, which every thread's first Value calls",
		Outcomes:    corpus.Exactly("a fetch was not counted"),
		Show:        detect.Runtime,
		Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
		Program:     localUnset,
	}
}
