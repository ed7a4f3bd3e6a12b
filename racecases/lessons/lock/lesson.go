// Package lock is the lesson on mutual exclusion.
package lock

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "lock",
		Number: 3,
		Title:  "Using locks",
		Story:  "Threads share memory. A lock makes one thread's steps look like a single step to all others.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:        "lost-update-go",
				Class:       corpus.DataRace,
				Story:       "Five goroutines count to the same total on sync.Mutex. Without the lock two of them load the same value, and the second store erases the first.",
				Python:      "counter += 1",
				Go:          "counter++",
				MissingEdge: "nothing orders one goroutine's store before another's load of counter",
				Symptom:     "the total is too small, now and then",
				Repair:      "hold one mutex around each increment",
				Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsSometimes(0.5),
				},
				Program: lostUpdateGo,
			},
		},
	}
}
