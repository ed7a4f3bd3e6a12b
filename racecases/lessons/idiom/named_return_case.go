package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func namedReturnCase() corpus.Case {
	return corpus.Case{
		Slug:        "named-return",
		Class:       corpus.DataRace,
		Story:       "A function has a named result and starts a goroutine that logs it. Then it returns something else, and a return is an assignment to the named result: the goroutine reads the variable while the return writes it.",
		Python:      "return 'from the cache'  # assigns to no variable",
		Go:          "return \"from the cache\"",
		MissingEdge: "nothing orders the goroutine's load of status before the store that the return makes",
		Chain:       "status is copied before the go statement, which happens before the goroutine's load of the copy, and no goroutine stores to the copy again",
		Symptom:     "the log shows another status than the caller gets",
		Repair:      "give the goroutine a copy",
		Outcomes: []corpus.Outcome{
			{Match: "logged: fetched", Grade: corpus.Acceptable, Means: "as it was when the goroutine was started"},
			{Match: "logged: from the cache", Grade: corpus.Forbidden, Means: "as the return had changed it"},
		},
		Show: detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.5),
		},
		Program: namedReturn,
	}
}
