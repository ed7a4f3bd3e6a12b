package rlock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func callbackReentryCase() corpus.Case {
	return corpus.Case{
		Slug:        "callback-reentry",
		Class:       corpus.ResourceDeadlock,
		Story:       "A publisher calls its subscribers, one after the other, while it holds its lock. One of them asks the publisher how many there are, and that needs the lock. A lock held during a call of unknown code is held for everything that code does.",
		Python:      "with lock: [tell() for tell in subscribers]  # a subscriber calls back",
		Go:          "lock.Acquire(); defer lock.Release(); tell()",
		MissingEdge: "the subscriber's Acquire waits for a Release that stands behind the return of the subscriber",
		Chain:       "the list is copied between Acquire and Release, and the Release happens before the subscriber's own Acquire, which therefore returns",
		Symptom:     "all is well until a subscriber calls back",
		Repair:      "copy the list under the lock, release it, then call",
		Outcomes:    corpus.Exactly("the subscriber was told another number"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: callbackReentry,
	}
}
