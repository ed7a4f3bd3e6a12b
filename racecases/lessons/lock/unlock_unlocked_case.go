package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func unlockUnlockedCase() corpus.Case {
	return corpus.Case{
		Slug:        "unlock-unlocked",
		Class:       corpus.Misuse,
		Story:       "A shop unlocks its mutex as soon as the sale is made, to be quick, and the Unlock at the end unlocks it again. In Python the second release is an exception in one thread. In Go it is a fatal error, which no recover can stop.",
		Python:      "lock.release()  # RuntimeError: release unlocked lock",
		Go:          "mu.Unlock()",
		MissingEdge: "the second Unlock has no Lock of its own before it",
		Chain:       "each call of sell has one Lock before its one Unlock, and the first call's Unlock happens before the second's Lock",
		Symptom:     "fatal error: sync: unlock of unlocked mutex, and exit status 2",
		Repair:      "one Unlock for one Lock, on every way through",
		Outcomes: []corpus.Outcome{
			{Match: "sold, sold out", Grade: corpus.Acceptable, Means: "one in stock, one sold"},
		},
		Show: detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
		},
		Program: unlockUnlocked,
	}
}
