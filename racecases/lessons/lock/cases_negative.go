package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// negativeCases look wrong and are right.
func negativeCases() []corpus.Case {
	return []corpus.Case{
		{
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
		},
		{
			Slug:        "rw-recheck",
			Class:       corpus.AtomicityViolation,
			Negative:    true,
			Story:       "A cache looks a page up under the read lock, gives that back, and takes the write lock to store what it did not find. Between the two anybody may come, which looks like the mistake of check-then-act. It is none, because the second section looks again before it acts.",
			Python:      "if key not in cache: with lock: if key not in cache: cache[key] = fetch(key)",
			Go:          "if _, found = pages[n]; !found",
			MissingEdge: "the check that counts and the act stand in one critical section, and each Unlock happens before the next Lock returns",
			Outcomes:    corpus.Exactly("a page was fetched twice, or not at all"),
			Program:     rwRecheck,
		},
		{
			Slug:        "order-inversion-sequenced",
			Class:       corpus.ResourceDeadlock,
			Negative:    true,
			Story:       "One thread takes a and then b, another b and then a. It is the order of every deadlock, and here it is harmless: the second thread starts when the first one has been joined, so the two never meet. A tool that looks at the order of locks alone cannot know that.",
			Python:      "t1.start(); t1.join(); t2.start(); t2.join()  # with a, b and with b, a",
			Go:          "threads.Wait() between move(&a, &b) and move(&b, &a)",
			MissingEdge: "the first thread's last Unlock happens before the join, and the join before the second thread's first Lock",
			Outcomes:    corpus.Exactly("a transfer is missing"),
			Expect: corpus.Expectations{
				detect.GoDeadlock: corpus.FalseAlarm("it remembers in which order locks were taken, and not what ordered the two threads"),
			},
			Program: orderInversionSequenced,
		},
		{
			Slug:        "lock-unlock-fence",
			Class:       corpus.DataRace,
			Negative:    true,
			Story:       "The mutex is taken and let go at once, with nothing in between. It looks like a line that somebody forgot to delete. It waits until whoever is inside has left, and orders all that was done in there before what comes after.",
			Python:      "with lock: pass  # wait until whoever is inside has left",
			Go:          "mu.Lock(); mu.Unlock()",
			MissingEdge: "the goroutine's Lock happens before the close, and the close before this Lock, which therefore comes second: the goroutine's Unlock, and its store, happen before it returns",
			Outcomes:    corpus.Exactly("the fence let somebody through too early"),
			Expect: corpus.Expectations{
				detect.Staticcheck: corpus.FalseAlarm("SA2001 takes an empty critical section for a mistake; the comment in the source silences it"),
			},
			Program: lockUnlockFence,
		},
	}
}
