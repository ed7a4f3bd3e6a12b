package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func releaseBeforeUseCase() corpus.Case {
	return corpus.Case{
		Slug:        "release-before-use",
		Class:       corpus.DataRace,
		Story:       "A thread takes the only permit, gives it back, and then writes into the buffer that the permit stood for. Two lines have changed places: what happens after the release is unguarded, however short it is.",
		Python:      "pool.acquire(); pool.release(); buffer.append(x)",
		Go:          "pool.Release(); buffer++",
		MissingEdge: "the write stands behind the Release, so nothing orders it before the next holder's write",
		Chain:       "the write stands before the Release, which happens before the Acquire that takes the permit next returns, and so before the next write",
		Symptom:     "bytes are missing, now and then",
		Repair:      "release last; a deferred Release cannot come too early",
		Outcomes:    corpus.Exactly("two threads wrote to the same place"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Sometimes(0.5),
			detect.Outcome: corpus.Opportunistic("on one processor a write is seldom interrupted"),
		},
		Program: releaseBeforeUse,
	}
}
