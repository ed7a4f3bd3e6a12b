package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func errCaptureCase() corpus.Case {
	return corpus.Case{
		Slug:        "err-capture",
		Class:       corpus.DataRace,
		Story:       "Two goroutines each parse a number and leave their error in one variable that both have captured. The last store decides what the caller sees: the success of one erases the failure of the other.",
		Python:      "nonlocal err  # then, in every thread: err = parse(text)",
		Go:          "_, err = strconv.Atoi(text)",
		MissingEdge: "nothing orders one goroutine's store to err before the other's",
		Chain:       "each goroutine stores into an element of its own, and both ends happen before the return of Wait, behind which they are read",
		Symptom:     "an error is swallowed, or the wrong one is reported, now and then",
		Repair:      "give each goroutine an error of its own and join them after Wait",
		Outcomes: []corpus.Outcome{
			{Match: "reported", Grade: corpus.Acceptable, Means: "the caller sees that one number was none"},
			{Match: "swallowed", Grade: corpus.Forbidden, Means: "a success was stored over the error"},
		},
		Show: detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.2),
		},
		Program: errCapture,
	}
}
