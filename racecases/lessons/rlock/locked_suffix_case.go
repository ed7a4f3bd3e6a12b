package rlock

import "threadlab/racecases/corpus"

func lockedSuffixCase() corpus.Case {
	return corpus.Case{
		Slug:        "locked-suffix",
		Class:       corpus.DataRace,
		Negative:    true,
		Story:       "A function whose name ends in Locked changes the balance and takes no lock at all. Its name says why: its caller holds the lock already. With this habit a plain lock is enough where one locked function calls another.",
		Python:      "def _deposit_locked(self, sum): self.balance += sum",
		Go:          "depositLocked := func(sum int) { balance += sum }",
		MissingEdge: "every call stands between an Acquire and a Release of one lock, and each Release happens before the next Acquire returns",
		Outcomes:    corpus.Exactly("a deposit is missing"),
		Program:     lockedSuffix,
	}
}
