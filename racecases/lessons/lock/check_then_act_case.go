package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func checkThenActCase() corpus.Case {
	return corpus.Case{
		Slug:        "check-then-act",
		Class:       corpus.AtomicityViolation,
		Story:       "Two threads want the last hundred in the account. Each looks under the lock whether there is enough, and each takes the money under the lock. Between the look and the act the lock is free, so both look first, both find enough, and both take it.",
		Python:      "with lock: enough = balance >= 100  # and then: if enough: with lock: balance -= 100",
		Go:          "enough := balance >= 100; mu.Unlock(); mu.Lock(); balance -= 100",
		MissingEdge: "every access is ordered by the lock, but nothing keeps the other thread's debit from coming between the look and the act",
		Chain:       "the look and the debit stand between one Lock and its Unlock, and that Unlock happens before the other thread's Lock returns, so that thread's look sees the debit",
		Symptom:     "an account is overdrawn, and the race detector is silent",
		Repair:      "look and act in one critical section",
		Outcomes:    corpus.Exactly("both threads found enough for one"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Sometimes(0.8),
			detect.Race:    corpus.Never("every single access is under the lock, so there is no data race"),
		},
		Program: checkThenAct,
	}
}
