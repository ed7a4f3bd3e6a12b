// Package event is the lesson on flags that one goroutine raises and others wait for.
package event

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "event",
		Number: 6,
		Title:  "Events",
		Story:  "An event is a flag that stays up until somebody takes it down. Who waits for it must wait for the flag itself, not for the moment at which it was raised.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:        "clear-too-early",
				Class:       corpus.LostWakeup,
				Story:       "The starter raises the flag and takes it down at once, as if it were a whistle. Whoever waits at that moment runs; a runner who comes to the line later waits for ever.",
				Python:      "start.set(); start.clear()",
				Go:          "start.Set(); start.Clear()",
				MissingEdge: "the late runner's Wait should come before the Clear, and nothing orders it so; here it never does",
				Symptom:     "now and then somebody waits for ever: whoever was late",
				Repair:      "leave the flag up; what is to happen again needs a new event",
				Outcomes:    []corpus.Outcome{{Match: "all ran", Grade: corpus.Acceptable, Means: "every runner saw the flag"}},
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: clearTooEarly,
			},
			{
				Slug:  "plain-bool-spin",
				Class: corpus.DataRace,
				Story: "A goroutine spins on a plain variable until another sets it. Nothing in the loop changes the variable, so a compiler may load it once and spin for ever. " +
					"Go 1.26 happens to load it each time, and the program ends; only the race detector says that this is luck.",
				Python:      "while not stop: pass",
				Go:          "for !stop {}",
				MissingEdge: "nothing orders the store to stop before any of the loop's loads",
				Symptom:     "none with this compiler; with another one a loop that never ends, at full load",
				Repair:      "an atomic.Bool, or better an event or a channel to wait for",
				Outcomes:    []corpus.Outcome{{Match: "stopped", Grade: corpus.Acceptable, Means: "the loop saw the store"}},
				Show:        corpus.RaceDetector,
				Expect:      corpus.Expectations{corpus.RaceDetector: corpus.IsAlways()},
				Program:     plainBoolSpin,
			},
			{
				Slug:        "timeout-ignored",
				Class:       corpus.OrderViolation,
				Story:       "The caller gives a slow server one millisecond, and then reads the answer without asking whether it came. A wait that ran out of time orders nothing: the answer may be missing, or half written.",
				Python:      "ready.wait(0.001); return answer",
				Go:          "ready.WaitTimeout(time.Millisecond)",
				MissingEdge: "a Set happens before a wait that returns true; before one that returns false it does not, so the server's store is not ordered before the caller's load",
				Symptom:     "an empty answer whenever the server is slow",
				Repair:      "read the answer only if the wait returned true",
				Outcomes: []corpus.Outcome{
					{Match: "42", Grade: corpus.Acceptable, Means: "the answer came in time"},
					{Match: "gave up", Grade: corpus.Acceptable, Means: "it did not, and the caller knows"},
					{Match: "nothing", Grade: corpus.Forbidden, Means: "the caller took for an answer what was none yet"},
				},
				Show: corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsAlways(),
				},
				Program: timeoutIgnored,
			},
			{
				Slug:        "double-set-close",
				Class:       corpus.Misuse,
				Story:       "A closed channel is Go's event: everybody who waits on it goes on. Python's event.set() may be called twice; a channel may not be closed twice. Two reasons to stop, each with its own call, end the process.",
				Python:      "event.set(); event.set()",
				Go:          "close(done); close(done)",
				MissingEdge: "the second close has no open channel to follow: nothing makes the two calls of set one close",
				Symptom:     "panic: close of closed channel, on the day when both reasons arise",
				Repair:      "close under a sync.Once: the first call closes, the others find it done",
				Outcomes:    []corpus.Outcome{{Match: "set", Grade: corpus.Acceptable, Means: "set twice, closed once"}},
				Show:        corpus.Runtime,
				Expect:      corpus.Expectations{corpus.Runtime: corpus.IsAlways()},
				Program:     doubleSetClose,
			},
		},
	}
}
