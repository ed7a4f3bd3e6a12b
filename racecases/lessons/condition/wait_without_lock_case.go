package condition

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func waitWithoutLockCase() corpus.Case {
	return corpus.Case{
		Slug:        "wait-without-lock",
		Class:       corpus.Misuse,
		Story:       "A thread waits for the bell without holding the condition's lock. Python raises an error at once, and so does this Condition; with sync.Cond it is the fatal error of unlocking an unlocked mutex. What would go wrong otherwise is that the bell rings before the wait has begun.",
		Python:      "condition.wait()  # RuntimeError: cannot wait on un-acquired lock",
		Go:          "c.Wait(main)",
		MissingEdge: "without the lock nothing orders the ringer's Notify after the beginning of the wait",
		Chain:       "main holds the lock until its Wait has begun, so the ringer's Acquire returns after that, and its Notify happens before the return of that Wait",
		Symptom:     "panic: cannot wait on un-acquired lock",
		Repair:      "acquire the lock before the other thread can be there, and wait while holding it",
		Outcomes:    []corpus.Outcome{{Match: "woken", Grade: corpus.Acceptable, Means: "the bell was heard"}},
		Show:        detect.Runtime,
		Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
		Program:     waitWithoutLock,
	}
}
