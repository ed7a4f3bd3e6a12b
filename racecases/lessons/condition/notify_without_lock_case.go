package condition

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func notifyWithoutLockCase() corpus.Case {
	return corpus.Case{
		Slug:        "notify-without-lock",
		Class:       corpus.Misuse,
		Story:       "A Go programmer has learnt to broadcast after the unlock, so that the woken goroutines find the mutex free. Python's condition does not allow it: the thread that notifies must hold the lock, and otherwise gets an error at run time.",
		Python:      "condition.notify_all()  # RuntimeError: cannot notify on un-acquired lock",
		Go:          "c.Release(main); c.NotifyAll(main)",
		MissingEdge: "the call of NotifyAll must come between an Acquire and a Release of the same thread, and comes after both",
		Chain:       "the store to ready and NotifyAll stand between one Acquire and its Release, and that Release happens before the waiter's next look",
		Symptom:     "panic: cannot notify on un-acquired lock, and the waiter waits on",
		Repair:      "notify first, release second; the waiter gets the lock a moment later",
		Outcomes:    []corpus.Outcome{{Match: "met", Grade: corpus.Acceptable, Means: "the waiter was woken"}},
		Show:        detect.Runtime,
		Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
		Program:     notifyWithoutLock,
	}
}
