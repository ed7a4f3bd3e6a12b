package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func releaseAfterTimeoutCase() corpus.Case {
	return corpus.Case{
		Slug:        "release-after-timeout",
		Class:       corpus.Misuse,
		Story:       "A clerk waits for the lock for a moment and then goes on, without having looked whether it got it, and releases it at the end as one should. A lock has no owner, so the release succeeds: it takes the lock away from the thread inside. That thread's own release is then one too many, in code where nothing is wrong.",
		Python:      "lock.acquire(timeout=1); try: work() finally: lock.release()",
		Go:          "lock.AcquireTimeout(time.Millisecond); defer lock.Release()",
		MissingEdge: "the clerk's Release has no acquisition of its own before it: the attempt failed and ordered nothing",
		Chain:       "the clerk releases only if its attempt succeeded, so the main thread's Release ends the main thread's own Acquire; the clerk's end happens before the return of Wait, and so before the second store",
		Symptom:     "panic: release unlocked lock, in the thread that did everything right, and only under load",
		Repair:      "go on only if the attempt returned true",
		Outcomes:    corpus.Exactly("the clerk was inside together with another thread"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
		},
		Program: releaseAfterTimeout,
	}
}
