package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func nestedAcquireCase() corpus.Case {
	return corpus.Case{
		Slug:        "nested-acquire",
		Class:       corpus.ResourceDeadlock,
		Story:       "A page takes a permit from the pool and then needs another one for its image, from the same pool. As long as another page releases one, all is well. When all permits are with pages that wait for their images, none is released any more. A thread pool deadlocks the same way if its jobs wait for other jobs of the same pool.",
		Python:      "with pool: render(page)  # which does: with pool: render(image)",
		Go:          "images := pages",
		MissingEdge: "every permit that the second Acquire waits for is released behind another page's second Acquire",
		Chain:       "images has permits of its own, and none of their holders waits for anything, so each second Acquire returns, and the pages' Releases stand behind it",
		Symptom:     "the service hangs when it is busy, and only then",
		Repair:      "a pool of its own for each layer: a holder of a permit then waits only for holders that wait for no permit",
		Outcomes:    corpus.Exactly("an image is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: nestedAcquire,
	}
}
