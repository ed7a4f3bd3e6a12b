package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func twoLocksCase() corpus.Case {
	return corpus.Case{
		Slug:        "two-locks",
		Class:       corpus.DataRace,
		Story:       "Credits have a lock and debits have a lock, and both change the balance. Each thread takes a lock and neither keeps the other out: a lock guards data only if every access to the data takes that lock.",
		Python:      "with credits: balance += 2  # and elsewhere: with debits: balance -= 1",
		Go:          "credits.Lock(); balance += 2 ... debits.Lock(); balance--",
		MissingEdge: "the two threads never take the same lock, so no Unlock of one happens before a Lock of the other",
		Chain:       "both threads take the same mutex, and each Unlock happens before the next Lock of it returns, so every load of balance follows the store before it",
		Symptom:     "the balance is wrong, by another amount each time",
		Repair:      "one lock for one balance",
		Outcomes:    corpus.Exactly("a credit and a debit started from the same old balance"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("on one processor an increment is seldom interrupted"),
		},
		Program: twoLocks,
	}
}
