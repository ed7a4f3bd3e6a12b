package timer

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func cancelLostCase() corpus.Case {
	return corpus.Case{
		Slug:  "cancel-lost",
		Class: corpus.AtomicityViolation,
		Story: "A home-made timer with two flags. The callback looks whether it was cancelled, and says that it has fired; cancel looks whether it has fired, and says that it is cancelled. Between a look and the store that follows the other side can look: cancel says yes, and the alarm rings. " +
			"Channels hold the callback between the two, so that it goes wrong each time.",
		Python:      "if not self.cancelled: self.fired = True; self.function()",
		Go:          "ring := !cancelled.Load(); fired.Store(ring)",
		MissingEdge: "each flag is atomic, but nothing keeps the other side's load from coming between a side's own load and its store",
		Chain:       "of two CompareAndSwaps from false one succeeds, whichever is first, so one side's word rules out the other's; the store to rang happens before the close of done and the load behind it",
		Symptom:     "something runs after it was cancelled with success",
		Repair:      "one flag, tested and set in one step: the goroutine whose CompareAndSwap succeeds decides",
		Outcomes: []corpus.Outcome{
			{Match: "rang", Grade: corpus.Acceptable, Means: "too late to cancel"},
			{Match: "cancelled", Grade: corpus.Acceptable, Means: "it did not ring"},
			{Match: "cancelled, and rang", Grade: corpus.Forbidden, Means: "both sides had decided"},
		},
		Show: detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("the flags are atomic"),
		},
		Program: cancelLost,
	}
}
