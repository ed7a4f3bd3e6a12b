package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func dictToMapCase() corpus.Case {
	return corpus.Case{
		Slug:        "dict-to-map",
		Class:       corpus.DataRace,
		Story:       "Two workers fill one cache and never touch the same key. A Python dict looks after itself, with the GIL or without; a Go map does not, because two stores to different keys still move the same table.",
		Python:      "cache[i] = page  # a dict locks itself",
		Go:          "cache[worker*n+i] = page{}",
		MissingEdge: "nothing orders one goroutine's store into the map before the other's, and every store writes the table that all keys share",
		Chain:       "each Unlock happens before the next Lock returns, so every store finds the table as the one before it left it",
		Symptom:     "fatal error: concurrent map writes, which no recover can catch, or pages that are gone",
		Repair:      "hold one mutex around each use of the map",
		Outcomes:    corpus.Exactly("two stores changed the table at once"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Runtime: corpus.Sometimes(0.3).In(detect.RaceBuild),
			detect.Outcome: corpus.Opportunistic("the runtime mostly ends the process first"),
		},
		Program: dictToMap,
	}
}
