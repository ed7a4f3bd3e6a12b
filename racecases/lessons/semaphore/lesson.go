// Package semaphore is the lesson on a fixed number of permits.
package semaphore

import (
	"embed"

	"threadlab/racecases/corpus"
)

//go:embed *.go
var source embed.FS

// Lesson returns the lesson's story and its cases.
func Lesson() corpus.Lesson {
	return corpus.Lesson{
		Slug:   "semaphore",
		Number: 5,
		Title:  "Semaphores",
		Story:  "A semaphore lets a fixed number of threads in at once. It counts permits and nothing else: not who holds one, and not what those inside do to each other.",
		Source: source,
		Cases: []corpus.Case{
			{
				Slug:        "bounded-over-release",
				Class:       corpus.Misuse,
				Story:       "Each of five threads hangs up its connection when it is done, and once more in a deferred call, to be sure. Each hang-up gives back a permit, so soon there are more permits than there ever were. A bounded semaphore notices; a plain one would let four threads in where two are allowed.",
				Python:      "with sem: work(); sem.release()  # the with block releases again",
				Go:          "return func() { pool.Release() }",
				MissingEdge: "the second Release has no Acquire of its own before it",
				Symptom:     "panic: Semaphore released too many times, as in Python's ValueError",
				Repair:      "make hanging up twice the same as hanging up once",
				Outcomes:    corpus.Exactly("the pool does not hold the permits that it began with"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
				},
				Program: boundedOverRelease,
			},
			{
				Slug:        "cap2-as-mutex",
				Class:       corpus.DataRace,
				Story:       "A semaphore of two permits, the tutorial's own, guards a counter. It would keep a third thread out, but two are inside together, and each may erase what the other stored.",
				Python:      "sem = threading.Semaphore(2)  # then: with sem: counter += 1",
				Go:          "sem := primitives.NewSemaphore(2)",
				MissingEdge: "two threads hold a permit each at once, and nothing orders the store of one before the load of the other",
				Symptom:     "the total is too small, now and then",
				Repair:      "what only one thread may touch needs a single permit, or a lock",
				Outcomes:    corpus.Exactly("two threads inside at once added to the same old value"),
				Show:        corpus.RaceDetector,
				Expect: corpus.Expectations{
					corpus.RaceDetector: corpus.IsAlways(),
					corpus.Oracle:       corpus.IsSometimes(0.7),
				},
				Program: cap2AsMutex,
			},
			{
				Slug:        "leak-on-error",
				Class:       corpus.CommunicationDeadlock,
				Story:       "A handler takes a permit, finds that the page does not exist, and returns without giving the permit back. Every error makes the pool smaller by one. After the second nobody gets in any more.",
				Python:      "sem.acquire(); fetch(page); sem.release()  # fetch raises",
				Go:          "return // no such page",
				MissingEdge: "the return after an error has no Release before it, so no Release is left for the waiting Acquire",
				Symptom:     "the service answers until its second error, and then not at all",
				Repair:      "defer the Release as soon as the permit is held: Python's with",
				Outcomes:    corpus.Exactly("a page was not served"),
				Show:        corpus.Runtime,
				Expect: corpus.Expectations{
					corpus.Runtime: corpus.IsAlways(),
					corpus.Hang:    corpus.IsAlways(),
				},
				Program: leakOnError,
			},
		},
	}
}
