package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func poolUseAfterPutCase() corpus.Case {
	return corpus.Case{
		Slug:        "pool-use-after-put",
		Class:       corpus.DataRace,
		Story:       "A request gives its page back to the pool and then shows it. By then the page may be in the hands of the next request, which writes another user's name into it.",
		Python:      "pool.put(page); return page.user",
		Go:          "pool.Put(p); return p.user",
		MissingEdge: "Put happens before the Get that returns the same page; the load after the Put is ordered with nothing that follows that Get",
		Chain:       "Put is deferred, so the load happens before it, and Put before the Get that returns the same page and the stores behind that",
		Symptom:     "alice sees bob's page, under load",
		Repair:      "Put comes last: defer it",
		Outcomes:    corpus.Exactly("a request showed another's user"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Sometimes(0.5),
			detect.Outcome: corpus.Opportunistic("the next request must come between the Put and the load"),
		},
		Program: poolUseAfterPut,
	}
}
