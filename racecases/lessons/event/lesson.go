// Package event is the lesson on flags that one goroutine raises and others wait for.
package event

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go witness.txt
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
			{
				Slug:        "send-wakes-one",
				Class:       corpus.GoroutineLeak,
				Story:       "Three workers wait on a channel for the word to stop, and the word is sent once. A send goes to one receiver: one worker stops, two wait for ever. What everybody should see is not a message but a state.",
				Python:      "stop_queue.put(None)  # one message for three threads",
				Go:          "stop <- struct{}{}",
				MissingEdge: "one send is received by one worker; for the other two there is no send that could happen before their receive",
				Symptom:     "workers are left behind at each stop, and nobody notices until memory is short",
				Repair:      "close the channel: that is seen by all, now and later",
				Outcomes: []corpus.Outcome{
					{Match: "told to stop", Grade: corpus.Acceptable, Means: "the word was given"},
				},
				Show: corpus.Goleak,
				Expect: corpus.Expectations{
					corpus.Goleak: corpus.IsAlways(),
				},
				Program: sendWakesOne,
			},
			{
				Slug:        "set-before-data",
				Class:       corpus.OrderViolation,
				Story:       "The server raises the flag and stores the answer right after it. Whoever waits for the flag is woken in between, and reads an answer that is not there yet. The flag orders what came before it, and nothing that comes after.",
				Python:      "ready.set(); answer = 42",
				Go:          "ready.Set(); answer = 42",
				MissingEdge: "the Set happens before the Wait returns, but the store stands behind the Set",
				Symptom:     "zero instead of the answer, now and then",
				Repair:      "store first, then raise the flag",
				Outcomes:    corpus.Exactly("the flag came before the answer"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsSometimes(0.4).In(corpus.Plain),
				},
				Program: setBeforeData,
			},
			{
				Slug:        "woken-not-set",
				Class:       corpus.OrderViolation,
				Story:       "A runner is woken by the flag and, to be sure, looks at it once more before starting. Meanwhile the flag is down again. A wait that returns says that the flag was raised, not that it still is; who looks again sees another moment.",
				Python:      "event.wait(); if event.is_set(): run()",
				Go:          "start.Wait(); if start.IsSet() { ran++ }",
				MissingEdge: "the Set happens before the Wait returns, and nothing keeps the Clear from coming before the second look",
				Symptom:     "a start that is not followed, now and then",
				Repair:      "believe the Wait, or leave the flag up",
				Outcomes:    corpus.Exactly("the runner was woken and did not run"),
				Show:        corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle:       corpus.IsAlways(),
					corpus.RaceDetector: corpus.IsNever("the flag and the count are synchronised: no access races"),
				},
				Program: wokenNotSet,
			},
			{
				Slug:        "clear-after-take",
				Class:       corpus.LostWakeup,
				Story:       "A waiter is called, takes all orders, and lowers the flag. An order that comes between the two raises a flag that is up already, and then the waiter takes it down: the order lies there and nobody calls again. The order of two lines decides it.",
				Python:      "more.wait(); take_all(); more.clear()",
				Go:          "take all, then more.Clear()",
				MissingEdge: "the second Set should come after the Clear, or its order before the look; nothing orders it so",
				Symptom:     "an order is served only when the next guest comes, or never",
				Repair:      "lower the flag first and look afterwards: an order that comes later raises it again",
				Outcomes:    corpus.Exactly("an order was not served"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: clearAfterTake,
			},
			{
				Slug:        "signal-unbuffered",
				Class:       corpus.LostWakeup,
				Story:       "A program asks the operating system's signals into a channel and comes to it when it has finished what it is doing. The sender does not wait: if nobody is receiving and the channel has no room, the signal is gone. Ctrl-C works in every test at a prompt, and not under load.",
				Python:      "signal.signal(SIGUSR1, handler)  # Python keeps a flag for each signal, and loses none",
				Go:          "stop := make(chan os.Signal)",
				MissingEdge: "the send of the signal is given up before the receive begins, so there is nothing that the receive could come after",
				Symptom:     "a program that now and then must be asked twice to stop",
				Repair:      "a channel with room for one",
				Outcomes: []corpus.Outcome{
					{Match: "stopped", Grade: corpus.Acceptable, Means: "the signal was there when the program came to it"},
					{Match: "missed", Grade: corpus.Forbidden, Means: "the signal came while nobody was receiving, and was dropped"},
				},
				Show: corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle:      corpus.IsAlways(),
					corpus.Runtime:     corpus.IsNever("nobody waits: the program looks and goes on"),
					corpus.Hang:        corpus.IsNever("nobody waits: the program looks and goes on"),
					corpus.Synctest:    corpus.IsNotApplicable("the goroutine that delivers signals is outside of any bubble"),
					corpus.LeakProfile: corpus.IsNever("nobody waits: the program looks and goes on"),
				},
				Witness: "in every run of the process itself the signal is not in the channel; the explorer does not model signals",
				Program: signalUnbuffered,
			},
			{
				Slug:        "close-broadcast",
				Class:       corpus.DataRace,
				Negative:    true,
				Story:       "Five readers read a variable that another goroutine wrote, and there is no lock and no atomic anywhere. There is a closed channel, which is better: it orders one write before any number of reads.",
				Python:      "answer = 42; ready.set()  # and in five threads: ready.wait(); print(answer)",
				Go:          "answer = 42; close(ready)",
				MissingEdge: "the close happens before each receive that returns because of it, and the store stands before the close",
				Outcomes:    corpus.Exactly("a reader saw another answer"),
				Program:     closeBroadcast,
			},
		},
	}
}
