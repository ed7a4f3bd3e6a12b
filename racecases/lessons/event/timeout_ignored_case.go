package event

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func timeoutIgnoredCase() corpus.Case {
	return corpus.Case{
		Slug:        "timeout-ignored",
		Class:       corpus.OrderViolation,
		Story:       "The caller gives a slow server one millisecond, and then reads the answer without asking whether it came. A wait that ran out of time orders nothing: the answer may be missing, or half written.",
		Python:      "ready.wait(0.001); return answer",
		Go:          "ready.WaitTimeout(time.Millisecond)",
		MissingEdge: "a Set happens before a wait that returns true; before one that returns false it does not, so the server's store is not ordered before the caller's load",
		Chain:       "the answer is stored before Set, and Set happens before a wait that returns true; one that returns false leads to no load of answer",
		Symptom:     "an empty answer whenever the server is slow",
		Repair:      "read the answer only if the wait returned true",
		Outcomes: []corpus.Outcome{
			{Match: "42", Grade: corpus.Acceptable, Means: "the answer came in time"},
			{Match: "gave up", Grade: corpus.Acceptable, Means: "it did not, and the caller knows"},
			{Match: "nothing", Grade: corpus.Forbidden, Means: "the caller took for an answer what was none yet"},
		},
		Show: detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Always(),
		},
		Program: timeoutIgnored,
	}
}
