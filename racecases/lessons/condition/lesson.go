// Package condition is the lesson on waiting for what a lock protects to change.
package condition

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "condition",
		Number: 7,
		Title:  "Conditions",
		Story:  "A condition wakes those who wait now and remembers nothing. So the thing waited for is a variable under the lock, looked at before each wait and after it.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:  "if-not-for",
				Class: corpus.AtomicityViolation,
				Story: "A customer finds no bread, waits, is notified, and takes a loaf without looking again. Between the notification and her getting the lock back another customer has taken it. " +
					"Every access is under the lock, so the race detector has nothing to report.",
				Python:      "if not loaves: condition.wait()",
				Go:          "if loaves == 0 { c.Wait(nil) }",
				MissingEdge: "the notification is ordered before the waiter's return, but nothing keeps a third goroutine's taking of the lock from coming in between",
				Symptom:     "one loaf is sold twice; with a list, IndexError: pop from empty list",
				Repair:      "for instead of if: look again after every wait, as wait_for does",
				Outcomes: []corpus.Outcome{
					{Match: "sold", Grade: corpus.Acceptable, Means: "every loaf was sold once"},
					{Match: "oversold", Grade: corpus.Forbidden, Means: "a customer took a loaf that was gone again"},
				},
				Show: corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle:       corpus.IsSometimes(0.7),
					corpus.RaceDetector: corpus.IsNever("every access to loaves is under the lock"),
				},
				Program: ifNotFor,
			},
			{
				Slug:        "notify-before-wait",
				Class:       corpus.LostWakeup,
				Story:       "The producer puts an item down and notifies. The consumer comes later and waits for the notification, which was not kept for it, although the item lies there.",
				Python:      "condition.wait(); items.pop(0)  # the tutorial's consumer",
				Go:          "c.Wait(nil); items = items[1:]",
				MissingEdge: "the consumer's Wait must come before the producer's Notify, and nothing orders it so; here it never does",
				Symptom:     "the consumer hangs with the item in front of it",
				Repair:      "wait for the item and not for the notification: WaitFor looks first",
				Outcomes:    []corpus.Outcome{{Match: "consumed", Grade: corpus.Acceptable, Means: "the item was found"}},
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: notifyBeforeWait,
			},
			{
				Slug:        "predicate-plain-unlocked",
				Class:       corpus.DataRace,
				Story:       "The waiter looks at ready under the lock, as it should. The other side sets it one line too early, before it has the lock, so store and load may meet.",
				Python:      "ready = True  # and only then: with condition: condition.notify()",
				Go:          "ready = true; c.Acquire(nil)",
				MissingEdge: "the lock orders what is done between Acquire and Release; the store to ready is before the Acquire, so nothing orders it after an earlier holder's load",
				Symptom:     "none most of the time, which is what makes it last",
				Repair:      "store under the lock that the waiter holds when it looks",
				Outcomes:    []corpus.Outcome{{Match: "all met", Grade: corpus.Acceptable, Means: "every waiter was let go"}},
				Show:        corpus.RaceDetector,
				Expect:      corpus.Expectations{corpus.RaceDetector: corpus.IsAlways()},
				Program:     predicatePlainUnlocked,
			},
			{
				Slug:        "no-shutdown-broadcast",
				Class:       corpus.GoroutineLeak,
				Story:       "A worker has done its jobs and waits for more. Close sets the flag that the worker would look at when it wakes, and wakes nobody.",
				Python:      "closed = True  # and no condition.notify_all()",
				Go:          "closed = true",
				MissingEdge: "no notification follows the store to closed, so there is none that could happen before the worker's return from Wait",
				Symptom:     "one more goroutine after every close",
				Repair:      "notify all after setting closed, under the same lock",
				Outcomes:    []corpus.Outcome{{Match: "closed", Grade: corpus.Acceptable, Means: "Close returned"}},
				Show:        corpus.Goleak,
				Expect:      corpus.Expectations{corpus.Goleak: corpus.IsAlways()},
				Program:     noShutdownBroadcast,
			},
		},
	}
}
