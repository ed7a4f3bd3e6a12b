package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func boundedOverReleaseCase() corpus.Case {
	return corpus.Case{
		Slug:        "bounded-over-release",
		Class:       corpus.Misuse,
		Story:       "Each of five threads hangs up its connection when it is done, and once more in a deferred call, to be sure. Each hang-up gives back a permit, so soon there are more permits than there ever were. A bounded semaphore notices; a plain one would let four threads in where two are allowed.",
		Python:      "with sem: work(); sem.release()  # the with block releases again",
		Go:          "return func() { pool.Release() }",
		MissingEdge: "the second Release has no Acquire of its own before it",
		Chain:       "OnceFunc makes one Release of two calls, so each of them has an Acquire of its own before it, and the threads' ends happen before the return of Wait",
		Symptom:     "panic: Semaphore released too many times, as in Python's ValueError",
		Repair:      "make hanging up twice the same as hanging up once",
		Outcomes:    corpus.Exactly("the pool does not hold the permits that it began with"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
		},
		Program: boundedOverRelease,
	}
}
