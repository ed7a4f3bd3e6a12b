package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func lockUnderGILCase() corpus.Case {
	return corpus.Case{
		Slug:  "lock-under-gil",
		Class: corpus.ResourceDeadlock,
		Story: "The main thread holds a lock and, as for any wait, releases the GIL. The worker takes the GIL and waits for the lock without giving the GIL up. " +
			"Each now holds what the other one wants. CPython drops the GIL before every wait for a lock, for this reason.",
		Python:      "PyThread_acquire_lock(lock, WAIT_LOCK)  # in C, the GIL in hand",
		Go:          "lock.Acquire()",
		MissingEdge: "the worker's taking of the lock must come after the main thread's release of it, which waits for the GIL that the worker keeps",
		Chain:       "the worker releases the GIL while it waits for the lock, so the main thread's Blocking returns and its Release happens before the worker's Acquire does",
		Symptom:     "the whole interpreter stands still, threads that never use the lock among them",
		Repair:      "t.Acquire(&lock) gives the GIL up for the wait and takes it back while holding the lock",
		Outcomes:    []corpus.Outcome{{Match: "done", Grade: corpus.Acceptable, Means: "both threads had the lock"}},
		Show:        detect.Hang,
		Expect: corpus.Expectations{
			detect.Hang:        corpus.Always(),
			detect.Runtime:     corpus.Never("a thread that waits for the GIL has a timer running, so Go does not find all goroutines asleep"),
			detect.Synctest:    corpus.Never("a thread that waits for the GIL asks again after each switch interval, so the bubble's clock runs on for ever"),
			detect.LeakProfile: corpus.Never("a thread that waits for the GIL has a timer running, and a goroutine that can still wake reaches the lock"),
		},
		Program: lockUnderGIL,
	}
}
