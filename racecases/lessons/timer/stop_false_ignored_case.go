package timer

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func stopFalseIgnoredCase() corpus.Case {
	return corpus.Case{
		Slug:  "stop-false-ignored",
		Class: corpus.DataRace,
		Story: "The owner stops its timer and closes what the callback uses. Stop says false: the callback runs already, in a goroutine of its own, and Stop does not wait for it. " +
			"Python's cancel says nothing at all; there it takes a join.",
		Python:      "timer.cancel(); f.close()  # and no timer.join()",
		Go:          "timer.Stop(); closed = true",
		MissingEdge: "a Stop that returns false orders nothing: the callback's load of closed is unordered with the owner's store",
		Chain:       "the callback's load of closed happens before the close of done, that before the receive that a false Stop leads to, and the store to closed stands behind it",
		Symptom:     "use after close, once in a while, at shutdown",
		Repair:      "if Stop returns false, wait until the callback has ended",
		Outcomes: []corpus.Outcome{
			{Match: "rang", Grade: corpus.Acceptable, Means: "the callback ended before the close"},
			{Match: "used after close", Grade: corpus.Forbidden, Means: "the callback ran into the close"},
		},
		Show: detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("the callback has only to be slower than the return from Stop"),
		},
		Program: stopFalseIgnored,
	}
}
