package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func decrefTwiceCase() corpus.Case {
	return corpus.Case{
		Slug:  "decref-twice",
		Class: corpus.Misuse,
		Story: "A C extension lends an object to a thread and counts no reference for it. The thread gives one back when it is done all the same: the owner's. The object is freed while the owner still has it. " +
			"In C that is use after free, and a crash somewhere else; here the count notices when the owner gives its own reference back.",
		Python:      "Py_DECREF(object)  /* without a Py_INCREF before */",
		Go:          "defer object.Decr(nil)",
		MissingEdge: "the borrower's Decr needs an Incr that happens before it; the only one before it is the owner's",
		Chain:       "the owner's Incr for the borrower happens before the go statement, and so before the borrower's Decr, which leaves one reference; the borrower's end happens before the owner's own Decr",
		Symptom:     "an object is freed while a thread uses it",
		Repair:      "count a reference for each thread that will give one back",
		Outcomes: []corpus.Outcome{
			{Match: "freed by its owner", Grade: corpus.Acceptable, Means: "the last one to let go freed it"},
			{Match: "freed too early", Grade: corpus.Forbidden, Means: "the owner still had it"},
		},
		Show:    detect.Runtime,
		Expect:  corpus.Expectations{detect.Runtime: corpus.Always()},
		Program: decrefTwice,
	}
}
