package barrier

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func deadPartyCase() corpus.Case {
	return corpus.Case{
		Slug:        "dead-party",
		Class:       corpus.CommunicationDeadlock,
		Story:       "Three workers prepare and meet at a barrier. One cannot open its file and returns. The others wait for three.",
		Python:      "except OSError: return  # and no barrier.abort()",
		Go:          "if prepare(i) != nil { return }",
		MissingEdge: "the third arrival should come before every return from Wait, and the party that would make it has ended",
		Chain:       "the Abort happens before the returns of the waiting parties, with an error, so no party waits for an arrival that will not come",
		Symptom:     "one file is missing and the whole program hangs",
		Repair:      "break the barrier on the way out: with Abort the others get BrokenBarrierError and can give up too",
		Outcomes:    []corpus.Outcome{{Match: "ended", Grade: corpus.Acceptable, Means: "no party waited for the one that had ended"}},
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: deadParty,
	}
}
