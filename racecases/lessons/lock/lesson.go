// Package lock is the lesson on mutual exclusion.
package lock

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "lock",
		Number: 3,
		Title:  "Using locks",
		Story:  "Threads share memory. A lock makes one thread's steps look like a single step to all others.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:        "lost-update",
				Class:       corpus.DataRace,
				Story:       "Five threads add one to a counter, ten thousand times each. An increment is three steps: load, add, store. Without the lock two threads load the same value, and the second store erases the first.",
				Python:      "counter += 1",
				Go:          "counter++",
				MissingEdge: "nothing orders one thread's store to counter before another thread's load of it",
				Symptom:     "the total is too small, by another amount each time",
				Repair:      "hold one lock around each increment",
				Outcomes:    corpus.Exactly("two threads added to the same old value"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsPossible("on one processor an increment is seldom interrupted"),
				},
				Program: lostUpdate,
			},
			{
				Slug:        "lost-update-go",
				Class:       corpus.DataRace,
				Story:       "Five goroutines count to the same total on sync.Mutex. Without the lock two of them load the same value, and the second store erases the first.",
				Python:      "counter += 1",
				Go:          "counter++",
				MissingEdge: "nothing orders one goroutine's store before another's load of counter",
				Symptom:     "the total is too small, now and then",
				Repair:      "hold one mutex around each increment",
				Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsPossible("on one processor an increment is seldom interrupted"),
				},
				Program: lostUpdateGo,
			},
			{
				Slug:        "split-critical-section",
				Class:       corpus.AtomicityViolation,
				Story:       "The counter is read under the lock and written under the lock, so no two accesses race. But the lock is let go between the two: another thread comes in and counts, and its count is erased by the older value plus one.",
				Python:      "with lock: old = counter  # and then: with lock: counter = old + 1",
				Go:          "old := counter; mu.Unlock(); mu.Lock(); counter = old + 1",
				MissingEdge: "every access is ordered by the lock, but nothing keeps another thread's critical section from coming between the load and the store",
				Symptom:     "the total is too small, and the race detector is silent",
				Repair:      "load and store in one critical section",
				Outcomes:    corpus.Exactly("another thread counted between the load and the store"),
				Show:        corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle:       corpus.IsSometimes(0.2),
					corpus.RaceDetector: corpus.IsNever("every single access is under the lock, so there is no data race"),
				},
				Program: splitCriticalSection,
			},
			{
				Slug:        "abba",
				Class:       corpus.ResourceDeadlock,
				Story:       "Moving money locks both accounts. One thread locks a and then b, the other b and then a. When each holds its first lock, each waits for the other's, for ever.",
				Python:      "with a, b: ...  # and in the other thread: with b, a: ...",
				Go:          "move(&b, &a)",
				MissingEdge: "the Unlock that each thread's second Lock waits for stands behind the other thread's second Lock: the waits form a circle",
				Symptom:     "both threads hang, rarely at first, certainly under load",
				Repair:      "one order for all: whoever needs both takes a first",
				Outcomes:    corpus.Exactly("a transfer is missing"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: abba,
			},
			{
				Slug:        "unlock-unlocked",
				Class:       corpus.Misuse,
				Story:       "A shop lets go of its mutex as soon as the sale is made, to be quick, and the Unlock at the end lets go of it again. In Python the second release is an exception in one thread. In Go it is a fatal error, which no recover can stop.",
				Python:      "lock.release()  # RuntimeError: release unlocked lock",
				Go:          "mu.Unlock()",
				MissingEdge: "the second Unlock has no Lock of its own before it",
				Symptom:     "fatal error: sync: unlock of unlocked mutex, and exit status 2",
				Repair:      "one Unlock for one Lock, on every way through",
				Outcomes: []corpus.Outcome{
					{Match: "sold, sold out", Grade: corpus.Acceptable, Means: "one in stock, one sold"},
				},
				Show: corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
				},
				Program: unlockUnlocked,
			},
			{
				Slug:        "unlock-elsewhere",
				Class:       corpus.Misuse,
				Negative:    true,
				Story:       "One goroutine locks the mutex, another unlocks it. That looks like a mistake and is none: a mutex has no owner, as a Python Lock has none, and handing it over hands over what it guards.",
				Python:      "lock.acquire(); Thread(target=lock.release).start(); lock.acquire()",
				Go:          "mu.Unlock()",
				MissingEdge: "the goroutine's Unlock happens before the second Lock returns, and with it the store to result before its load",
				Outcomes:    corpus.Exactly("the second Lock returned before the hand-over"),
				Program:     unlockElsewhere,
			},
		},
	}
}
