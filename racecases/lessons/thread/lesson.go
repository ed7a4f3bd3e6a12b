// Package thread is the lesson on starting threads and waiting for their end.
package thread

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
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
		},
	}
}
