// Package timer is the lesson on what happens later: callbacks and timeouts.
package timer

import (
	"embed"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

//go:embed *.go witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "timer",
		Number: 10,
		Title:  "Timers",
		Story:  "A timer's callback is a thread that starts later. It needs the same care as any other, and so does whoever stops waiting for one.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:        "self-reference",
				Class:       corpus.DataRace,
				Story:       "A callback starts its own timer again, through the variable that the timer is assigned to. The timer runs from the moment AfterFunc makes it, which is before the assignment, so the callback may read the variable while it is being written.",
				Python:      "timer = Timer(1, lambda: timer.cancel()); timer.start()",
				Go:          "timer = time.AfterFunc(d, func() { timer.Reset(d) })",
				MissingEdge: "AfterFunc happens before its callback, but nothing orders the assignment of what it returns before the callback's load of timer",
				Chain:       "the assignment to timer happens before the close of ready, that before the callback's receive, and the callback's load stands behind it",
				Symptom:     "a nil pointer dereference in a callback, once in a long while",
				Repair:      "have the callback wait for a channel that is closed after the assignment; in Python making the timer and starting it are two calls, and the assignment stands between them",
				Outcomes:    corpus.Exactly("the timer was not started again"),
				Show:        detect.Race,
				Expect: corpus.Expectations{
					detect.Race:    corpus.Always(),
					detect.Runtime: corpus.Opportunistic("the callback finds nil only if the assignment comes 5 ms late"),
				},
				Program: selfReference,
			},
			{
				Slug:        "timeout-abandons-sender",
				Class:       corpus.GoroutineLeak,
				Story:       "A caller asks a slow thread and stops waiting when its patience ends. The answer arrives later, on a channel without a buffer that nobody reads any more, so the thread that sends it waits for ever: one more with every timeout.",
				Python:      "q.get(timeout=1)  # a put() into a queue.Queue() never waits",
				Go:          "answer := make(chan int)",
				MissingEdge: "after the timeout no receive is left that could meet the send on answer",
				Chain:       "the channel holds one value, so the send happens whether or not anybody receives, and the goroutine's end follows",
				Symptom:     "memory and the number of goroutines grow with every timeout",
				Repair:      "give the channel room for one answer, so that the send never waits",
				Outcomes: []corpus.Outcome{
					{Match: "timed out", Grade: corpus.Acceptable, Means: "the caller went on without the answer"},
				},
				Show: detect.Goleak,
				Expect: corpus.Expectations{
					detect.Goleak: corpus.Always(),
				},
				Program: timeoutAbandonsSender,
			},
			{
				Slug:  "stop-false-ignored",
				Class: corpus.DataRace,
				Story: "The owner stops its timer and closes what the callback uses. Stop says false: the callback runs already, in a goroutine of its own, and Stop does not wait for it. " +
					"Python's cancel says nothing at all; there it takes a join.",
				Python:      "timer.cancel(); f.close()  # and no timer.join()",
				Go:          "timer.Stop(); closed = true",
				MissingEdge: "a Stop that returns false orders nothing: the callback's load of closed is unordered with the owner's store",
				Chain:       "the callback's load of closed happens before the close of done, that before the receive that a false Stop leads to, and the store to closed stands behind it",
				Symptom:     "use after close, once in a while, at shutdown",
				Repair:      "if Stop returns false, wait until the callback has ended",
				Outcomes: []corpus.Outcome{
					{Match: "rang", Grade: corpus.Acceptable, Means: "the callback ended before the close"},
					{Match: "used after close", Grade: corpus.Forbidden, Means: "the callback ran into the close"},
				},
				Show: detect.Race,
				Expect: corpus.Expectations{
					detect.Race:    corpus.Always(),
					detect.Outcome: corpus.Opportunistic("the callback has only to be slower than the return from Stop"),
				},
				Program: stopFalseIgnored,
			},
			{
				Slug:        "callback-lock-inversion",
				Class:       corpus.ResourceDeadlock,
				Story:       "The owner has learnt to wait for a callback that it could not stop, and waits with the lock in hand. The callback is about to take that lock.",
				Python:      "with lock: timer.cancel(); timer.join()",
				Go:          "mu.Lock(); if !timer.Stop() { <-done }; mu.Unlock()",
				MissingEdge: "the callback's end, which the owner waits for, must come after the owner's Unlock, which comes after the wait",
				Chain:       "the owner's Unlock happens before the callback's Lock returns, its store to open before the close of done, and that before the owner's receive and load",
				Symptom:     "a hang at shutdown, if the timer has just fired",
				Repair:      "unlock first, wait second",
				Outcomes: []corpus.Outcome{
					{Match: "closed", Grade: corpus.Acceptable, Means: "the callback had ended"},
					{Match: "left open", Grade: corpus.Forbidden, Means: "the callback had not even begun"},
				},
				Show: detect.Runtime,
				Expect: corpus.Expectations{
					detect.Runtime:  corpus.Always(),
					detect.Hang:     corpus.Always(),
					detect.Synctest: corpus.Never("half of the circle is a wait for a mutex, which is not durable: the bubble hangs"),
				},
				Program: callbackLockInversion,
			},
			{
				Slug:  "cancel-lost",
				Class: corpus.AtomicityViolation,
				Story: "A home-made timer with two flags. The callback looks whether it was cancelled, and says that it has fired; cancel looks whether it has fired, and says that it is cancelled. Between a look and a word the other one can look: cancel says yes, and the alarm rings. " +
					"Channels hold the callback between the two, so that it goes wrong each time.",
				Python:      "if not self.cancelled: self.fired = True; self.function()",
				Go:          "ring := !cancelled.Load(); fired.Store(ring)",
				MissingEdge: "each flag is atomic; what is missing is that no look of the other side comes between a side's own look and its word",
				Chain:       "of two CompareAndSwaps from false one succeeds, whichever is first, so one side's word rules out the other's; the store to rang happens before the close of done and the load behind it",
				Symptom:     "something runs after it was cancelled with success",
				Repair:      "one flag, and one step that looks and says: whoever makes the CompareAndSwap has decided",
				Outcomes: []corpus.Outcome{
					{Match: "rang", Grade: corpus.Acceptable, Means: "too late to cancel"},
					{Match: "cancelled", Grade: corpus.Acceptable, Means: "it did not ring"},
					{Match: "cancelled, and rang", Grade: corpus.Forbidden, Means: "both sides had decided"},
				},
				Show: detect.Outcome,
				Expect: corpus.Expectations{
					detect.Outcome: corpus.Always(),
					detect.Race:    corpus.Never("the flags are atomic"),
				},
				Program: cancelLost,
			},
			{
				Slug:        "start-twice",
				Class:       corpus.Misuse,
				Story:       "An alarm has rung and should ring again: snooze. But a timer is a thread, and a thread can be started once. Python raises an error; here Start returns one, nobody looks, and everybody sleeps on.",
				Python:      "timer.start(); timer.join(); timer.start()  # RuntimeError: threads can only be started once",
				Go:          "_ = alarm.Start()",
				MissingEdge: "the second Start begins no thread, so no ring comes after it",
				Chain:       "each timer has its own Start, that happens before its ring, and the ring's store before the return of Join, so the second ring follows the first",
				Symptom:     "what should happen every hour happens once",
				Repair:      "a new timer each time; time.Timer is the one with a Reset",
				Outcomes:    corpus.Exactly("the second Start was refused"),
				Show:        detect.Outcome,
				Expect: corpus.Expectations{
					detect.Outcome: corpus.Always(),
					detect.Runtime: corpus.Never("the misuse is returned as an error, and the program goes on"),
				},
				Program: startTwice,
			},
			{
				Slug:        "afterfunc-hb",
				Class:       corpus.DataRace,
				Negative:    true,
				Story:       "Settings are written without a lock, and a timer's callback reads them in another goroutine. All is well, because the timer was made after the last store.",
				Python:      "settings.append(3); Timer(0, use).start()",
				Go:          "time.AfterFunc(0, func() { ... settings ... })",
				MissingEdge: "the stores happen before the call of AfterFunc, the call before its callback; and the callback's close of done before the caller's receive and its load of sum",
				Outcomes:    corpus.Exactly("the callback saw an older list"),
				Program:     afterfuncHb,
			},
			{
				Slug:        "unstopped-timers",
				Class:       corpus.GoroutineLeak,
				Negative:    true,
				Story:       "time.After in a loop makes a timer each time round and stops none of them. Old advice calls that a leak, and until Go 1.22 it kept every timer for its hour. Since Go 1.23 a timer that nobody refers to is garbage, and a timer was never a goroutine.",
				Python:      "q.get(timeout=3600)  # in a loop",
				Go:          "case <-time.After(time.Hour):",
				MissingEdge: "each send of the numbers happens before its receive, the close before the last one; nothing waits for a timer",
				Outcomes:    append(corpus.Exactly("a number did not arrive"), corpus.Outcome{Match: "timed out", Grade: corpus.Forbidden, Means: "an hour had passed"}),
				Program:     unstoppedTimers,
			},
		},
	}
}
