package idiom

import "threadlab/racecases/corpus"

func syncmapPublishCase() corpus.Case {
	return corpus.Case{
		Slug:        "syncmap-publish",
		Class:       corpus.DataRace,
		Negative:    true,
		Story:       "A user is filled in by plain stores and then put into a sync.Map, from which another goroutine takes and reads it. The map hands over what it holds together with what was done to it before.",
		Python:      "users[1] = user",
		Go:          "users.Store(1, u)",
		MissingEdge: "the store to u.name happens before users.Store, which happens before the Load that returns u, and that before the load of u.name",
		Outcomes:    []corpus.Outcome{{Match: "ada", Grade: corpus.Acceptable, Means: "the whole user"}},
		Program:     syncmapPublish,
	}
}
