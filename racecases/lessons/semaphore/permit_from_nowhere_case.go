package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func permitFromNowhereCase() corpus.Case {
	return corpus.Case{
		Slug:        "permit-from-nowhere",
		Class:       corpus.DataRace,
		Story:       "A call that has nothing to do gives its permit back, and once more in the deferred release. A plain semaphore takes it: permits have no origin. From then on there are two for a balance that one thread may touch. The mistake is made once, and the damage is done later and elsewhere; a bounded semaphore would have refused at once.",
		Python:      "with sem: if nothing: sem.release(); return  # the with block releases again",
		Go:          "pool.Release(); return",
		MissingEdge: "the second permit comes from no holder, so nothing orders the two threads that hold one each",
		Chain:       "every call releases once what it acquired once, so there is one permit, and the Release behind one thread's store happens before the other's Acquire returns",
		Symptom:     "entries are lost, long after the call that did it",
		Repair:      "one release for one acquisition; a bounded semaphore to notice",
		Outcomes:    corpus.Exactly("two threads inside at once added to the same old balance"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Sometimes(0.7),
			detect.Outcome: corpus.Opportunistic("the two additions must meet within a few instructions"),
		},
		Program: permitFromNowhere,
	}
}
