// Package rlock is the lesson on locks that their holder may take again.
package rlock

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "rlock",
		Number: 4,
		Title:  "Reentrant locks (RLock)",
		Story:  "A lock does not know who holds it, a reentrant lock does. So its holder may take it again, and nobody else may release it.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:        "self-deadlock",
				Class:       corpus.ResourceDeadlock,
				Story:       "Payday takes the lock and calls deposit, which takes it again. A plain lock does not know that both calls come from one thread: deposit waits for payday to release, and payday waits for deposit to return.",
				Python:      "with lock, lock: ...  # lock = threading.Lock()",
				Go:          "var lock primitives.Lock",
				MissingEdge: "the second Acquire waits for a Release that only the waiting thread itself could make, further down",
				Symptom:     "the first call never returns",
				Repair:      "use a reentrant lock, which lets its holder in again and counts how often it must release",
				Outcomes:    corpus.Exactly("a deposit is missing"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: selfDeadlock,
			},
			{
				Slug:        "foreign-release",
				Class:       corpus.Misuse,
				Story:       "The main thread takes a reentrant lock and leaves it to a teller to release when the work is done. With a plain lock that is a legal hand-over; a reentrant lock belongs to the thread that took it, and refuses.",
				Python:      "rlock.acquire(); Thread(target=rlock.release).start()",
				Go:          "lock.Release(t)",
				MissingEdge: "the teller never acquired the lock, so there is no acquisition of its own that its Release could end",
				Symptom:     "panic: cannot release un-acquired lock; Python prints the same words as a RuntimeError, in the thread, and the lock stays taken",
				Repair:      "release in the thread that acquired, after the join",
				Outcomes:    corpus.Exactly("the teller's entry is missing"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
				},
				Program: foreignRelease,
			},
			{
				Slug:        "locked-suffix",
				Class:       corpus.DataRace,
				Negative:    true,
				Story:       "A function whose name ends in Locked changes the balance and takes no lock at all. Its name says why: whoever calls it holds the lock already. With this habit a plain lock is enough where one locked function calls another.",
				Python:      "def _deposit_locked(self, sum): self.balance += sum",
				Go:          "depositLocked := func(sum int) { balance += sum }",
				MissingEdge: "every call stands between an Acquire and a Release of one lock, and each Release happens before the next Acquire returns",
				Outcomes:    corpus.Exactly("a deposit is missing"),
				Program:     lockedSuffix,
			},
		},
	}
}
