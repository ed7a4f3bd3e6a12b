package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func unlockElsewhereCase() corpus.Case {
	return corpus.Case{
		Slug:        "unlock-elsewhere",
		Class:       corpus.Misuse,
		Negative:    true,
		Story:       "One goroutine locks the mutex, another unlocks it. That looks like a mistake and is none: a mutex has no owner, as a Python Lock has none, and handing it over hands over what it guards.",
		Python:      "lock.acquire(); Thread(target=lock.release).start(); lock.acquire()",
		Go:          "mu.Unlock()",
		MissingEdge: "the goroutine's Unlock happens before the second Lock returns, and with it the store to result before its load",
		Outcomes:    corpus.Exactly("the second Lock returned before the hand-over"),
		Expect: corpus.Expectations{
			detect.GoDeadlock: corpus.FalseAlarm("it takes the goroutine that locked for the owner, and its second Lock for a recursion"),
		},
		Program: unlockElsewhere,
	}
}
