package idiom

import "threadlab/racecases/corpus"

func loopvarGo122Case() corpus.Case {
	return corpus.Case{
		Slug:        "loopvar-go122",
		Class:       corpus.DataRace,
		Negative:    true,
		Story:       "The very loop of loopvar-go121, under a go directive of 1.22 or later. Every turn has a variable of its own, so there is nothing to share.",
		Python:      "lambda name=name: greet(name)  # what Python needs",
		Go:          "for _, name := range names { go func() { ... name ... }() }",
		MissingEdge: "the turn's variable is stored before the go statement, which happens before the goroutine's load, and is never stored again",
		Outcomes:    corpus.Exactly("two goroutines saw the same name"),
		Program:     loopvarGo122,
	}
}
