package timer

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func callbackLockInversionCase() corpus.Case {
	return corpus.Case{
		Slug:        "callback-lock-inversion",
		Class:       corpus.ResourceDeadlock,
		Story:       "The owner has learnt to wait for a callback that it could not stop, and waits while it holds the lock. The callback is about to take that lock.",
		Python:      "with lock: timer.cancel(); timer.join()",
		Go:          "mu.Lock(); if !timer.Stop() { <-done }; mu.Unlock()",
		MissingEdge: "the callback's end, which the owner waits for, must come after the owner's Unlock, which comes after the wait",
		Chain:       "the owner's Unlock happens before the callback's Lock returns, its store to open before the close of done, and that before the owner's receive and load",
		Symptom:     "a hang at shutdown, if the timer has just fired",
		Repair:      "unlock first, wait second",
		Outcomes: []corpus.Outcome{
			{Match: "closed", Grade: corpus.Acceptable, Means: "the callback had ended"},
			{Match: "left open", Grade: corpus.Forbidden, Means: "the callback had not even begun"},
		},
		Show: detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime:  corpus.Always(),
			detect.Hang:     corpus.Always(),
			detect.Synctest: corpus.Never("half of the cycle is a wait for a mutex, which is not durable: the bubble hangs"),
		},
		Program: callbackLockInversion,
	}
}
