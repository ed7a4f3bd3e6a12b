package idiom

import "threadlab/racecases/corpus"

// rightCases are about what looks wrong and is right.
func rightCases() []corpus.Case {
	return []corpus.Case{
		{
			Slug:        "loopvar-go122",
			Class:       corpus.DataRace,
			Negative:    true,
			Story:       "The very loop of loopvar-go121, under a go directive of 1.22 or later. Every turn has a variable of its own, so there is nothing to share.",
			Python:      "lambda name=name: greet(name)  # what Python needs",
			Go:          "for _, name := range names { go func() { ... name ... }() }",
			MissingEdge: "the turn's variable is stored before the go statement, which happens before the goroutine's load, and is never stored again",
			Outcomes:    corpus.Exactly("two goroutines saw the same name"),
			Program:     loopvarGo122,
		},
		{
			Slug:        "dcl-atomic",
			Class:       corpus.DataRace,
			Negative:    true,
			Story:       "Double-checked locking has a bad name, and with a plain pointer it has earned it. With an atomic pointer it is right: who finds one without the lock finds it whole. It is how sync.Once is made.",
			Python:      "if settings is None: with lock: if settings is None: settings = load()",
			Go:          "if s := loaded.Load(); s != nil { return s }",
			MissingEdge: "the settings are written before the Store, which happens before every Load that sees it",
			Outcomes:    append(corpus.Exactly("not loaded once"), corpus.Outcome{Match: "half built", Grade: corpus.Forbidden, Means: "the pointer came before what it points to"}),
			Program:     dclAtomic,
		},
		{
			Slug:        "readonly-map",
			Class:       corpus.DataRace,
			Negative:    true,
			Story:       "Four goroutines read one map without a lock. A map must not be written by one while others use it; to be read by many it needs nothing.",
			Python:      "squares[i]  # from every thread",
			Go:          "squares[i]",
			MissingEdge: "every store to the map happens before the go statements, and they before every load; nobody stores after that",
			Outcomes:    corpus.Exactly("a reader saw another value"),
			Program:     readonlyMap,
		},
		{
			Slug:        "syncmap-publish",
			Class:       corpus.DataRace,
			Negative:    true,
			Story:       "A user is filled in by plain stores and then put into a sync.Map, from which another goroutine takes and reads it. The map hands over what it holds together with what was done to it before.",
			Python:      "users[1] = user",
			Go:          "users.Store(1, u)",
			MissingEdge: "the store to u.name happens before users.Store, which happens before the Load that returns u, and that before the load of u.name",
			Outcomes:    []corpus.Outcome{{Match: "ada", Grade: corpus.Acceptable, Means: "the whole user"}},
			Program:     syncmapPublish,
		},
	}
}
