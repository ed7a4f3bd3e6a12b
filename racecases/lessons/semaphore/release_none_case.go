package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func releaseNoneCase() corpus.Case {
	return corpus.Case{
		Slug:        "release-none",
		Class:       corpus.Misuse,
		Story:       "A round of orders takes a permit for each and gives all of them back at once at its end. When there are no orders there is nothing to give back, and a release of zero permits is refused: in Python too, since a release of zero is more often a wrong number than intended.",
		Python:      "sem.release(len(orders))  # ValueError: n must be one or more",
		Go:          "pool.ReleaseN(len(orders))",
		MissingEdge: "no order is missing: nothing was acquired, so there is nothing to release",
		Chain:       "the early return stands before ReleaseN, so each call releases as many permits as it acquired",
		Symptom:     "panic: n must be one or more, in the first minute without an order",
		Repair:      "nothing taken, nothing given back: return before the release",
		Outcomes:    corpus.Exactly("the pool does not hold the permits that it began with"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
		},
		Program: releaseNone,
	}
}
