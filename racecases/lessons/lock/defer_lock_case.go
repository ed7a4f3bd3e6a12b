package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func deferLockCase() corpus.Case {
	return corpus.Case{
		Slug:        "defer-lock",
		Class:       corpus.ResourceDeadlock,
		Story:       "A typing mistake: the deferred call locks once more instead of unlocking. The function does its work and waits for itself on the way out.",
		Python:      "try: ... finally: lock.acquire()",
		Go:          "defer mu.Lock()",
		MissingEdge: "the deferred Lock waits for an Unlock that no line of the function makes",
		Chain:       "the first deposit's deferred Unlock happens before its return, and so before the second deposit's Lock",
		Symptom:     "the first call never returns, and the debugger shows a return statement",
		Repair:      "defer mu.Unlock()",
		Outcomes:    corpus.Exactly("a deposit is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime:     corpus.Always(),
			detect.Hang:        corpus.Always(),
			detect.LeakProfile: corpus.Opportunistic("as measured, it often takes the mutex for still within reach, and then says nothing"),
		},
		Program: deferLock,
	}
}
