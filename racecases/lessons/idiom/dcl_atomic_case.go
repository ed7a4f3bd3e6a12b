package idiom

import "threadlab/racecases/corpus"

func dclAtomicCase() corpus.Case {
	return corpus.Case{
		Slug:        "dcl-atomic",
		Class:       corpus.DataRace,
		Negative:    true,
		Story:       "Double-checked locking has a bad name, and with a plain pointer it is wrong. With an atomic pointer it is right: a goroutine that finds a value without the lock finds it whole. It is how sync.Once is made.",
		Python:      "if settings is None: with lock: if settings is None: settings = load()",
		Go:          "if s := loaded.Load(); s != nil { return s }",
		MissingEdge: "the settings are written before the Store, which happens before every Load that sees it",
		Outcomes:    append(corpus.Exactly("not loaded once"), corpus.Outcome{Match: "half built", Grade: corpus.Forbidden, Means: "the pointer came before what it points to"}),
		Program:     dclAtomic,
	}
}
