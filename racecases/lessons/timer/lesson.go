// Package timer is the lesson on what happens later: callbacks and timeouts.
package timer

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
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
				Symptom:     "a nil pointer dereference in a callback, once in a long while",
				Repair:      "have the callback wait for a channel that is closed after the assignment; in Python making the timer and starting it are two calls, and the assignment stands between them",
				Outcomes:    corpus.Exactly("the timer was not started again"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Runtime:      corpus.IsPossible("the callback finds nil only if the assignment comes 5 ms late"),
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
				Symptom:     "memory and the number of goroutines grow with every timeout",
				Repair:      "give the channel room for one answer, so that the send never waits",
				Outcomes: []corpus.Outcome{
					{Match: "timed out", Grade: corpus.Acceptable, Means: "the caller went on without the answer"},
				},
				Show: corpus.Goleak,
				Expect: corpus.Expectations{
					corpus.Goleak: corpus.IsAlways(),
				},
				Program: timeoutAbandonsSender,
			},
		},
	}
}
