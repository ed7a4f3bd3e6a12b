// Package rlock is the lesson on locks that their holder may take again.
package rlock

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go witness.txt
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
			{
				Slug:        "callback-reentry",
				Class:       corpus.ResourceDeadlock,
				Story:       "A publisher tells its subscribers, one after the other, with its lock in hand. One of them asks the publisher how many there are, and that needs the lock. Whoever calls strangers under a lock has promised something in their name.",
				Python:      "with lock: [tell() for tell in subscribers]  # a subscriber calls back",
				Go:          "lock.Acquire(); defer lock.Release(); tell()",
				MissingEdge: "the subscriber's Acquire waits for a Release that stands behind the return of the subscriber",
				Symptom:     "all is well until a subscriber calls back",
				Repair:      "copy the list under the lock, let go, and call then",
				Outcomes:    corpus.Exactly("the subscriber was told another number"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: callbackReentry,
			},
			{
				Slug:        "once-reentry",
				Class:       corpus.ResourceDeadlock,
				Story:       "A log is opened at its first use. To open it means to write its first line, and to write a line is to use the log, which opens it. A Once holds a lock while it runs its function, and a lock does not let its holder in again.",
				Python:      "with lock: if log is None: log = open_log()  # which logs a line",
				Go:          "once.Do(func() { log(\"log opened\") })",
				MissingEdge: "the inner Do waits for the end of the outer one, which waits for the inner one",
				Symptom:     "the program hangs at its first line of log",
				Repair:      "write the first line without going through the function that opens",
				Outcomes:    corpus.Exactly("a line is missing"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: onceReentry,
			},
			{
				Slug:        "owner-not-cleared",
				Class:       corpus.DataRace,
				Story:       "A home-made reentrant lock remembers who holds it, and lets that one in again without a look at the mutex. On the last release it forgets to forget: the thread that was there last walks in again while the mutex is free, and the next thread takes the mutex and comes in beside it.",
				Python:      "class RLock: def release(self): self._block.release()  # self._owner = None is missing",
				Go:          "mu.Unlock() without owner.Store(0)",
				MissingEdge: "the first thread's second acquire takes no mutex, so none of its Unlocks happens before the other thread's Lock",
				Symptom:     "two threads inside at once, under a lock that works in every test with one thread",
				Repair:      "clear the owner before the Unlock",
				Outcomes:    corpus.Exactly("the second thread was inside before the first had left"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsPossible("the two accesses are a few instructions apart"),
				},
				Program: ownerNotCleared,
			},
			{
				Slug:        "owner-plain",
				Class:       corpus.DataRace,
				Story:       "The same home-made lock, with the owner in a plain variable. Whoever comes reads it before it has the mutex: it can only be my own number if I wrote it, so what can go wrong? The read races with the store of whoever holds the lock, and a program with a race has no meaning to reason about.",
				Python:      "if self._owner == get_ident(): self._count += 1  # under the GIL this was enough",
				Go:          "if owner == me",
				MissingEdge: "the load of owner stands before the Lock, so no Unlock of another thread happens before it",
				Symptom:     "none that a test would show on this machine",
				Repair:      "an atomic owner; better, no reentrant lock at all",
				Outcomes:    corpus.Exactly("two threads were inside at once"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
				},
				Program: ownerPlain,
			},
			{
				Slug:        "count-imbalance",
				Class:       corpus.ResourceDeadlock,
				Story:       "The main thread takes a reentrant lock twice, for two reasons, and releases it once. It can go on taking it for ever and never notices. Everybody else waits.",
				Python:      "rlock.acquire(); rlock.acquire(); ...; rlock.release()",
				Go:          "lock.Acquire(main); lock.Acquire(main); lock.Release(main)",
				MissingEdge: "the lock is free after as many Releases as there were Acquires, and one is missing before the clerk's Acquire",
				Symptom:     "one thread works on, all others hang",
				Repair:      "a Release for each Acquire: Python's with, Go's defer",
				Outcomes:    corpus.Exactly("an entry is missing"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: countImbalance,
			},
			{
				Slug:        "release-too-many",
				Class:       corpus.Misuse,
				Story:       "A function takes the lock, defers the release, and releases by hand as well. Called on its own it would fail at once. Called with the lock in hand it releases its caller's hold: the caller goes on unguarded, and is blamed at its own release.",
				Python:      "with rlock: balance += sum; rlock.release()  # called from within another with rlock",
				Go:          "defer lock.Release(t) ... lock.Release(t)",
				MissingEdge: "the caller's Release has no acquisition left: the inner function has already undone it",
				Symptom:     "panic: cannot release un-acquired lock, in the function that did everything right",
				Repair:      "one release for one acquisition, in the function that made it",
				Outcomes:    corpus.Exactly("an entry is missing"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
				},
				Program: releaseTooMany,
			},
			{
				Slug:        "borrowed-identity",
				Class:       corpus.DataRace,
				Story:       "A goroutine has no identity, so a reentrant lock is told who calls. A clerk is started with the main thread's name instead of one of its own, as one hands down a context. To the lock the two are one thread, and it lets the second in beside the first.",
				Python:      "rlock.acquire()  # Python asks the operating system who calls, and cannot be told a wrong name",
				Go:          "t := main",
				MissingEdge: "the clerk's Acquire is taken for a re-entry, which waits for no Release of the main thread",
				Symptom:     "the clerk sees a balance that is about to change, now and then",
				Repair:      "a Thread of its own for each goroutine",
				Outcomes:    corpus.Exactly("the clerk was inside before the main thread had left"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsSometimes(0.5),
				},
				Program: borrowedIdentity,
			},
		},
	}
}
