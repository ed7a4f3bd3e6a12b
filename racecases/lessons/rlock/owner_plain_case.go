package rlock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func ownerPlainCase() corpus.Case {
	return corpus.Case{
		Slug:        "owner-plain",
		Class:       corpus.DataRace,
		Story:       "The same home-made lock, with the owner in a plain variable. Each thread reads it before it has the mutex: it finds its own number there only if it wrote it, so what can go wrong? The read races with the store of the thread that holds the lock, and no reasoning holds for a program with a data race.",
		Python:      "if self._owner == get_ident(): self._count += 1  # under the GIL this was enough",
		Go:          "if owner == me",
		MissingEdge: "the load of owner stands before the Lock, so no Unlock of another thread happens before it",
		Chain:       "owner is atomic, and a thread reads its own number there only if it stored that itself; every other thread takes the mutex, and the Unlock after a store to balance happens before the next Lock returns",
		Symptom:     "none that a test would show on this machine",
		Repair:      "an atomic owner; better, no reentrant lock at all",
		Outcomes:    corpus.Exactly("two threads were inside at once"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race: corpus.Always(),
		},
		Program: ownerPlain,
	}
}
