// Package thread is the lesson on starting threads and waiting for their end.
package thread

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go witness.txt
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "thread",
		Number: 2,
		Title:  "Creating a thread",
		Story:  "A thread runs beside the one that started it. Its result may be read after a join, and at no other time.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:        "sleep-join",
				Class:       corpus.DataRace,
				Story:       "A parent starts a thread and sleeps long enough for it to finish, so the result is nearly always there. Sleeping is not waiting: on a busy machine the thread may not have run yet, and even when it has, nothing makes its store visible to the parent.",
				Python:      "t.start(); time.sleep(1); print(result)",
				Go:          "time.Sleep(20 * time.Millisecond)",
				MissingEdge: "nothing orders the thread's store to result before the parent's load",
				Symptom:     "the right answer for years, and the old value on the busiest day",
				Repair:      "join the thread instead of sleeping: the end of the thread happens before Wait returns",
				Outcomes:    corpus.Exactly("the parent woke up before the thread had stored its result"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsPossible("the sleep is long enough on any but the busiest machine"),
				},
				Program: sleepJoin,
			},
			{
				Slug:        "result-before-join",
				Class:       corpus.DataRace,
				Story:       "A parent starts a thread, reads the result, and joins the thread afterwards. The join is there, one line too late: the load is free to come before the thread's store, and mostly does.",
				Python:      "t.start(); print(result); t.join()",
				Go:          "got := result; t.Wait()",
				MissingEdge: "nothing orders the thread's store to result before the parent's load, which stands before the join",
				Symptom:     "zero instead of the result, more often on some machines than on others",
				Repair:      "read the result after the join",
				Outcomes:    corpus.Exactly("the parent read before the thread had stored its result"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsSometimes(0.3),
				},
				Program: resultBeforeJoin,
			},
			{
				Slug:        "panic-kills-process",
				Class:       corpus.Misuse,
				Story:       "Three threads divide sixty by their own number, and the first number is zero. In Python the exception ends that thread alone and is printed; in Go a panic that a goroutine does not recover ends the whole process, the other threads and their results with it.",
				Python:      "threading.Thread(target=lambda: 60 // 0).start()",
				Go:          "go func() { shares[n] = 60 / n }()",
				MissingEdge: "no order is missing: the panic reaches the top of its goroutine, and nothing there recovers it",
				Symptom:     "panic: runtime error: integer divide by zero, and exit status 2",
				Repair:      "recover at the top of the goroutine and hand the reason to whoever joins it",
				Outcomes: []corpus.Outcome{
					{Match: "went on", Grade: corpus.Acceptable, Means: "one thread died, the others finished their work"},
					{Match: "lost", Grade: corpus.Forbidden, Means: "a thread that did not fail has no result"},
				},
				Show: corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
				},
				Program: panicKillsProcess,
			},
			{
				Slug:        "recovered-no-done",
				Class:       corpus.CommunicationDeadlock,
				Story:       "A thread recovers from its own panic, so the process lives, but the line that reports its end stands behind the one that panicked. The thread is over, its Done was never called, and whoever joins it waits for ever. Recovering saves the process and not the protocol.",
				Python:      "try: work() except Exception: pass  # done.release() stood inside the try",
				Go:          "shares[n] = 60 / n; threads.Done()",
				MissingEdge: "the Done that the Wait waits for stands behind the line that panics, and nothing else calls it",
				Symptom:     "the join never returns, after an error that nobody saw",
				Repair:      "defer the Done before anything can fail: a deferred call runs on every way out",
				Outcomes:    corpus.Exactly("a thread that did not fail has no result"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: recoveredNoDone,
			},
			{
				Slug:        "fatal-in-child",
				Class:       corpus.Misuse,
				Story:       "A test lets a goroutine check the answer, and the goroutine calls t.FailNow. FailNow ends the goroutine that calls it, not the test: the test goes on to wait for an answer that nobody will send. A failed check hangs the suite; where the test would not wait, it would go on as if all were well.",
				Python:      "Thread(target=lambda: self.fail(\"wrong\")).start()  # the exception ends the thread, the test passes",
				Go:          "go func() { ... t.FailNow() ... }()",
				MissingEdge: "the send that the test waits for stands behind the FailNow, which ends the goroutine without it",
				Symptom:     "the test hangs until its timeout, instead of failing at once",
				Repair:      "the goroutine sends what it found, and the test's own goroutine judges it",
				Outcomes: []corpus.Outcome{
					{Match: "failed", Grade: corpus.Acceptable, Means: "the wrong answer was noticed, and the test ended"},
					{Match: "passed", Grade: corpus.Forbidden, Means: "the wrong answer was not noticed"},
				},
				Show: corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: fatalInChild,
			},
			{
				Slug:        "no-join",
				Class:       corpus.OrderViolation,
				Story:       "The parent starts a thread for each of five pages and returns. In Python the interpreter waits for its threads at exit; a Go process ends with its main function, and what has not been printed by then never is. The counter is atomic, so no two accesses race: only the order is missing.",
				Python:      "for page in pages: Thread(target=print_page, args=(page,)).start()",
				Go:          "go func() { ... printed.Add(1) }()",
				MissingEdge: "nothing orders the end of the threads before the parent's last load of printed",
				Symptom:     "pages are missing from the output, and the exit status is 0",
				Repair:      "join every thread before returning",
				Outcomes:    corpus.Exactly("the parent returned before every page was printed"),
				Show:        corpus.Oracle,
				Expect: corpus.Expectations{
					corpus.Oracle:       corpus.IsSometimes(0.5),
					corpus.RaceDetector: corpus.IsNever("the counter is atomic: no access is unsynchronised"),
				},
				Program: noJoin,
			},
			{
				Slug:        "join-self",
				Class:       corpus.CommunicationDeadlock,
				Story:       "A thread of the group adds up what the others have computed, so it joins the group first, and it is in the group itself. It waits for its own end. Python's join would raise an error, because a Python thread knows who it is; a WaitGroup counts, and cannot know who waits.",
				Python:      "threading.current_thread().join()  # RuntimeError: cannot join current thread",
				Go:          "threads.Go(func() { threads.Wait() })",
				MissingEdge: "the adder's Wait waits for the adder's own Done, which comes after it",
				Symptom:     "the program hangs, every time",
				Repair:      "count the one who joins separately from those whom it joins",
				Outcomes:    corpus.Exactly("a part is missing from the total"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: joinSelf,
			},
			{
				Slug:        "mutual-join",
				Class:       corpus.CommunicationDeadlock,
				Story:       "At shutdown the reader joins the writer, to be the last one out, and the writer joins the reader for the same reason. Neither can end before the other has. Joining oneself is refused, by Python and here; a circle of two goes unnoticed by both.",
				Python:      "reader: writer.join()  # and writer: reader.join()",
				Go:          "writer.Join(t) and reader.Join(t)",
				MissingEdge: "each thread's end stands behind the other's: the joins form a circle",
				Symptom:     "the program does its work and then does not end",
				Repair:      "joins go one way only, from the parent to the children",
				Outcomes: []corpus.Outcome{
					{Match: "both ended", Grade: corpus.Acceptable, Means: "each join returned"},
				},
				Show: corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: mutualJoin,
			},
			{
				Slug:        "start-twice",
				Class:       corpus.Misuse,
				Story:       "A worker dies, and whoever watches over it calls Start again. A thread can be started once: its function has been let go, its end has been announced, and those who joined it have gone. What is started anew is a new thread.",
				Python:      "t.start(); t.join(); t.start()  # RuntimeError: threads can only be started once",
				Go:          "worker.Start()",
				MissingEdge: "no order is missing: the thread is over, and a second Start has no thread to begin",
				Symptom:     "the error at the first restart, long after the program was tested without one",
				Repair:      "make a new thread for each run",
				Outcomes:    corpus.Exactly("the worker was not started again"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
				},
				Program: startTwice,
			},
			{
				Slug:        "join-before-start",
				Class:       corpus.Misuse,
				Story:       "Two lines have changed places: the parent joins the thread and starts it afterwards. Python raises a RuntimeError on the spot. Here Join returns an error, which the parent drops, as if a join could not fail; it then reads the result while the thread is computing it.",
				Python:      "t.join(); t.start(); print(result)  # RuntimeError: cannot join thread before it is started",
				Go:          "worker.Join(main); worker.Start()",
				MissingEdge: "a Join that returned an error has waited for nothing, so the thread's store to result is not ordered before the parent's load",
				Symptom:     "zero instead of the result",
				Repair:      "join after the start, and look at the error that Join returns: of a thread not started, of oneself, of a goroutine that was only attached",
				Outcomes:    corpus.Exactly("the parent read before the thread had stored its result"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsPossible("the thread may be quicker than the parent"),
					corpus.Runtime:      corpus.IsNever("the error is returned, and the parent drops it"),
				},
				Program: joinBeforeStart,
			},
			{
				Slug:        "no-constructor",
				Class:       corpus.Misuse,
				Story:       "A subclass of Thread has a constructor of its own and forgets to call the one of Thread. In Go the same mistake is a struct that embeds a Thread which no interpreter made. It has a Start method and nothing to start.",
				Python:      "class Countdown(Thread): def __init__(self): self.left = 3  # no super().__init__()",
				Go:          "c := &countdown{Thread: new(primitives.Thread), left: 3}",
				MissingEdge: "no order is missing: the thread was never made, so its Start has nothing to begin",
				Symptom:     "thread.__init__() not called, at the first Start",
				Repair:      "let the interpreter make the thread",
				Outcomes:    corpus.Exactly("the thread did not count down"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
				},
				Program: noConstructor,
			},
		},
	}
}
