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
			{
				Slug:        "os-exit-skips-defer",
				Class:       corpus.OrderViolation,
				Story:       "A program writes its report through a buffer and defers the Flush. Something fails at the end, and it leaves by os.Exit with the right status. os.Exit runs no deferred call, and neither does log.Fatal: the report stays in the buffer. Python's sys.exit is an exception and runs every finally; it is os._exit that does this.",
				Python:      "os._exit(1)  # sys.exit(1) would have run the finally",
				Go:          "defer out.Flush(); os.Exit(1)",
				MissingEdge: "nothing orders the deferred Flush before the end of the process, because nothing calls it",
				Symptom:     "the exit status is right and the report is empty",
				Repair:      "return the status from a function of its own; main calls os.Exit when that has returned and its deferred calls have run",
				Outcomes:    corpus.Exactly("the process ended before the deferred Flush"),
				Judge:       countLines,
				Show:        corpus.Oracle,
				Expect:      corpus.Expectations{corpus.Oracle: corpus.IsAlways()},
				Program:     osExitSkipsDefer,
			},
			{
				Slug:        "close-before-drain",
				Class:       corpus.OrderViolation,
				Story:       "The owner of a log closes the file, then tells the writer that no more will come, and waits for it. The writer flushes its buffer at the end, into a file that is closed. The error of that Flush is the only trace, and nobody looks at it.",
				Python:      "f.close(); queue.put(None); writer.join()  # ValueError: I/O operation on closed file",
				Go:          "f.Close(); close(lines); wg.Wait()",
				MissingEdge: "the writer's Flush should happen before the file's Close, which nothing waits with",
				Symptom:     "the end of the log is missing, all of it if it was short",
				Repair:      "the order of the shutdown is that of the data: no more lines, the writer has ended, then the file",
				Outcomes:    corpus.Exactly("the file was closed before the writer had flushed"),
				Judge:       countLines,
				Show:        corpus.Oracle,
				Expect:      corpus.Expectations{corpus.Oracle: corpus.IsAlways()},
				Program:     closeBeforeDrain,
			},
			{
				Slug:  "main-goexit",
				Class: corpus.Misuse,
				Story: "In C a main thread that ends by pthread_exit leaves the process to the others, and the last one out ends it with status 0. " +
					"runtime.Goexit in the main goroutine does the first half of that. When the last goroutine has ended nobody is left to return from main, and the runtime calls that a deadlock.",
				Python:      "sys.exit()  # in the main thread: waits for the others, then ends with 0",
				Go:          "runtime.Goexit()",
				MissingEdge: "main's return, which ends the process, never happens, whatever happens before it",
				Symptom:     "fatal error: no goroutines (main called runtime.Goexit) - deadlock!; under -race nothing but a process that stays",
				Repair:      "wait for the others and return",
				Outcomes:    []corpus.Outcome{{Match: "ended", Grade: corpus.Acceptable, Means: "main returned after the others"}},
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: mainGoexit,
			},
			{
				Slug:  "daemon-set-late",
				Class: corpus.Misuse,
				Story: "A heartbeat should be a daemon, and somebody says so one line too late: the thread runs already. Python raises an error. Here SetDaemon returns one, and nobody looks. " +
					"The thread stays what it was, and the program's end waits for a loop that has none.",
				Python:      "beat.start(); beat.daemon = True  # RuntimeError: cannot set daemon status of active thread",
				Go:          "_ = beat.Start(); _ = beat.SetDaemon(true)",
				MissingEdge: "the flag must be set before Start reads it, and is set after",
				Symptom:     "the program has done everything and does not end",
				Repair:      "set the flag before Start, or give WithDaemon to NewThread",
				Outcomes:    []corpus.Outcome{{Match: "ended", Grade: corpus.Acceptable, Means: "the shutdown did not wait for the heartbeat"}},
				Show:        corpus.Hang,
				Expect: corpus.Expectations{
					corpus.Hang:        corpus.IsAlways(),
					corpus.Runtime:     corpus.IsNever("the misuse is returned as an error, and a sleeping thread has a timer, so not everybody is asleep"),
					corpus.Synctest:    corpus.IsNever("the heartbeat wakes again after each hour of the bubble's clock"),
					corpus.LeakProfile: corpus.IsNever("the heartbeat has a timer running, and reaches the interpreter that waits for it"),
				},
				Program: daemonSetLate,
			},
			{
				Slug:        "attach-after-exit",
				Class:       corpus.Misuse,
				Story:       "A library has a thread of its own that calls back into Python. The program ends, the interpreter is gone, and the library has one more event. C extensions crash this way at exit; here Attach says what is wrong.",
				Python:      "PyGILState_Ensure()  # in C, after Py_Finalize",
				Go:          "t := python.Attach(\"callback\")",
				MissingEdge: "the library's last callback should happen before the interpreter's shutdown, and nothing waits for it",
				Symptom:     "a crash at the end of a program that has done its work",
				Repair:      "stop the library and wait for it before the main function returns",
				Outcomes:    corpus.Exactly("an event was not handled"),
				Show:        corpus.Runtime,
				Expect:      corpus.Expectations{corpus.Runtime: corpus.IsAlways()},
				Program:     attachAfterExit,
			},
			{
				Slug:        "atexit-too-late",
				Class:       corpus.Misuse,
				Story:       "A worker registers its clean-up when it needs one for the first time, and that is after the main thread has returned: the shutdown has begun. Python raises an error in the worker; here RegisterAtexit returns one that nobody looks at. The clean-up never runs.",
				Python:      "threading._register_atexit(save)  # RuntimeError: can't register atexit after shutdown",
				Go:          "_ = python.RegisterAtexit(save)",
				MissingEdge: "the registration should happen before the shutdown begins, and the worker waits for just that",
				Symptom:     "what should be saved at the end is not, if the program was quick",
				Repair:      "register at the start, before main may return, or save where the worker ends",
				Outcomes: []corpus.Outcome{
					{Match: "saved", Grade: corpus.Acceptable, Means: "the clean-up ran"},
					{Match: "unsaved", Grade: corpus.Forbidden, Means: "the clean-up was registered too late"},
				},
				Show: corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle:  corpus.IsAlways(),
					corpus.Runtime: corpus.IsNever("the misuse is returned as an error, and the program goes on"),
				},
				Program: atexitTooLate,
			},
			{
				Slug:     "owned-background",
				Class:    corpus.GoroutineLeak,
				Negative: true,
				Story: "A client keeps a goroutine ready for the next question and lets it go when a minute has passed without one, as net/http does with its idle connections. " +
					"It is still there when the caller returns. It is no leak: its owner is the clock, and there is never more than one. goleak cannot know that and reports it.",
				Python:      "Thread(target=serve, daemon=True).start()  # ends when idle for a minute",
				Go:          "case <-idle.C: return",
				MissingEdge: "the timer's send happens before the goroutine's return: its end is only later than goleak's patience",
				Outcomes:    []corpus.Outcome{{Match: "pong", Grade: corpus.Acceptable, Means: "the question was answered"}},
				Expect: corpus.Expectations{
					corpus.Goleak:   corpus.IsFalseAlarm("it sees a goroutine that waits, and not that the wait has an end; goleak.IgnoreTopFunction would name it"),
					corpus.Synctest: corpus.IsFalseAlarm("the bubble ends when its main goroutine returns, and whoever still waits then counts as stuck"),
				},
				Program: ownedBackground,
			},
		},
	}
}
