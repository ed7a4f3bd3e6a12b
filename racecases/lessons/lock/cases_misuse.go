package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// misuseCases break a rule of the lock itself.
func misuseCases() []corpus.Case {
	return []corpus.Case{
		{
			Slug:        "unlock-unlocked",
			Class:       corpus.Misuse,
			Story:       "A shop lets go of its mutex as soon as the sale is made, to be quick, and the Unlock at the end lets go of it again. In Python the second release is an exception in one thread. In Go it is a fatal error, which no recover can stop.",
			Python:      "lock.release()  # RuntimeError: release unlocked lock",
			Go:          "mu.Unlock()",
			MissingEdge: "the second Unlock has no Lock of its own before it",
			Chain:       "each call of sell has one Lock before its one Unlock, and the first call's Unlock happens before the second's Lock",
			Symptom:     "fatal error: sync: unlock of unlocked mutex, and exit status 2",
			Repair:      "one Unlock for one Lock, on every way through",
			Outcomes: []corpus.Outcome{
				{Match: "sold, sold out", Grade: corpus.Acceptable, Means: "one in stock, one sold"},
			},
			Show: detect.Runtime,
			Expect: corpus.Expectations{
				detect.Runtime: corpus.Always(),
			},
			Program: unlockUnlocked,
		},
		{
			Slug:        "release-after-timeout",
			Class:       corpus.Misuse,
			Story:       "A clerk waits for the lock for a moment and then goes on, without having looked whether it got it, and releases it at the end as one should. A lock has no owner, so the release succeeds: it takes the lock away from whoever is inside. That one's own release is then the one too many, in code where nothing is wrong.",
			Python:      "lock.acquire(timeout=1); try: work() finally: lock.release()",
			Go:          "lock.AcquireTimeout(time.Millisecond); defer lock.Release()",
			MissingEdge: "the clerk's Release has no acquisition of its own before it: the attempt failed and ordered nothing",
			Chain:       "only a clerk whose attempt succeeded releases, so the main thread's Release ends the main thread's own Acquire; the clerk's end happens before the return of Wait, and so before the second store",
			Symptom:     "panic: release unlocked lock, in the thread that did everything right, and only under load",
			Repair:      "go on only if the attempt returned true",
			Outcomes:    corpus.Exactly("the clerk was inside together with somebody else"),
			Show:        detect.Runtime,
			Expect: corpus.Expectations{
				detect.Runtime: corpus.Always(),
			},
			Program: releaseAfterTimeout,
		},
	}
}
