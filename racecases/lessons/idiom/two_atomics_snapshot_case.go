package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func twoAtomicsSnapshotCase() corpus.Case {
	return corpus.Case{
		Slug:        "two-atomics-snapshot",
		Class:       corpus.AtomicityViolation,
		Story:       "A position is two numbers, and each is atomic. A move stores the one and then the other, and a look in between finds a place where the object has never been: Berlin's latitude, and still the old longitude. Channels have the look come in between, so that it goes wrong each time.",
		Python:      "position = (52, 13)  # one reference",
		Go:          "latitude.Store(52); longitude.Store(13)",
		MissingEdge: "each number is ordered; what is missing is that no look comes between the two stores",
		Chain:       "both numbers are stored in a new place before the Store of its pointer, which happens before each Load that sees it: a reader has both or neither",
		Symptom:     "a place in the sea, once in a while",
		Repair:      "one atomic pointer to both numbers, which are never changed once they are stored",
		Outcomes: []corpus.Outcome{
			{Match: "52, 13", Grade: corpus.Acceptable, Means: "Berlin"},
			{Match: "52, 0", Grade: corpus.Forbidden, Means: "half of the move: a place where the object never was"},
		},
		Show: detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("every access is atomic"),
		},
		Program: twoAtomicsSnapshot,
	}
}
