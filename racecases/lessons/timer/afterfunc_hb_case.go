package timer

import "threadlab/racecases/corpus"

func afterfuncHbCase() corpus.Case {
	return corpus.Case{
		Slug:        "afterfunc-hb",
		Class:       corpus.DataRace,
		Negative:    true,
		Story:       "Settings are written without a lock, and a timer's callback reads them in another goroutine. All is well, because the timer was made after the last store.",
		Python:      "settings.append(3); Timer(0, use).start()",
		Go:          "time.AfterFunc(0, func() { ... settings ... })",
		MissingEdge: "the stores happen before the call of AfterFunc, the call before its callback; and the callback's close of done before the caller's receive and its load of sum",
		Outcomes:    corpus.Exactly("the callback saw an older list"),
		Program:     afterfuncHb,
	}
}
