package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func ctxMutableValueCase() corpus.Case {
	return corpus.Case{
		Slug:        "ctx-mutable-value",
		Class:       corpus.DataRace,
		Story:       "The server's context carries a session, and each request writes its user into it. A context looks like something of the request's own, and its value is a pointer that all of them share.",
		Python:      "session.get().user = user  # a ContextVar holds a reference",
		Go:          "ctx.Value(key{}).(*session).user = user",
		MissingEdge: "nothing orders one request's store to user before another's load",
		Chain:       "each request makes a session of its own before it puts it into its own context, and no other goroutine has either",
		Symptom:     "alice sees the data of bob",
		Repair:      "a context of its own for each request, with a value that is never changed",
		Outcomes:    corpus.Exactly("a request read another's user"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("a load follows its own store at once"),
		},
		Program: ctxMutableValue,
	}
}
