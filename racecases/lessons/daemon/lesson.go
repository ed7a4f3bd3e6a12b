// Package daemon is the lesson on threads that nobody waits for.
package daemon

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "daemon",
		Number: 8,
		Title:  "Daemon threads",
		Story:  "A daemon thread ends when the program does, in the middle of whatever it is doing. A goroutine is a daemon by birth: nobody waits for it, and nobody stops it.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:        "lost-writes-at-exit",
				Class:       corpus.OrderViolation,
				Story:       "A daemon thread writes a log through a buffer. The main thread hands over a hundred lines and returns; the interpreter does not wait for daemons, and the buffer goes with the process.",
				Python:      "Thread(target=write_log, daemon=True).start()",
				Go:          "python.NewThread(writeLog, primitives.WithDaemon(true)).Start()",
				MissingEdge: "nothing orders the writer's Flush before the end of the process",
				Symptom:     "the last lines of the log are missing, those about the end above all",
				Repair:      "tell the writer that no more will come, then join it: it flushes and ends",
				Outcomes: append(corpus.Exactly("the process ended before the writer had flushed"),
					corpus.Outcome{Match: "no file", Grade: corpus.Forbidden, Means: "the writer had not even begun"}),
				Judge: countLines,
				Show:  corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle: corpus.IsAlways(),
					corpus.Goleak: corpus.IsAlways(),
				},
				Program: lostWritesAtExit,
			},
			{
				Slug:        "send-on-closed-at-shutdown",
				Class:       corpus.Misuse,
				Story:       "The receiver of a heartbeat has had enough and closes the channel. The sender knows nothing of it, and its next send panics and takes the whole process down.",
				Python:      "queue.shutdown()  # a thread that still puts gets ShutDown",
				Go:          "close(beats)",
				MissingEdge: "nothing orders the sender's last send before the close",
				Symptom:     "panic: send on closed channel, at the end of a program that worked",
				Repair:      "only a sender closes: ask it to stop through a channel of its own and wait until it has",
				Outcomes:    []corpus.Outcome{{Match: "shut down", Grade: corpus.Acceptable, Means: "the sender ended when asked"}},
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime:      corpus.IsAlways(),
					corpus.RaceDetector: corpus.IsAlways(),
				},
				Program: sendOnClosedAtShutdown,
			},
			{
				Slug:        "ticker-forever",
				Class:       corpus.GoroutineLeak,
				Story:       "A daemon's loop follows a ticker, and its owner stops the ticker at the end. Stop ends the ticks and does not close the channel, so the loop waits for the next tick for ever.",
				Python:      "while True: time.sleep(1); beat()  # in a daemon thread",
				Go:          "for range ticker.C",
				MissingEdge: "no send and no close follows the ticker's Stop, so nothing can end the loop's wait",
				Symptom:     "one more goroutine after every use",
				Repair:      "wait for the tick or for the owner's word to quit, whichever comes first",
				Outcomes:    []corpus.Outcome{{Match: "beating", Grade: corpus.Acceptable, Means: "the first beat came"}},
				Show:        corpus.Goleak,
				Expect:      corpus.Expectations{corpus.Goleak: corpus.IsAlways()},
				Program:     tickerForever,
			},
		},
	}
}
