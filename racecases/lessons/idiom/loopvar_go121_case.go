package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func loopvarGo121Case() corpus.Case {
	return corpus.Case{
		Slug:  "loopvar-go121",
		Class: corpus.DataRace,
		Story: "Until Go 1.21 a loop had one variable for all its turns, as Python's still has. Goroutines that capture it read what the loop has made of it by then, mostly the last value. " +
			"A file that says go1.21 in its build constraint is compiled so to this day.",
		Python:      "for name in names: Thread(target=lambda: greet(name)).start()",
		Go:          "for _, name := range names { go func() { ... name ... }() }",
		MissingEdge: "nothing orders a goroutine's load of name before the loop's next store to it",
		Chain:       "each round copies name before its go statement, which happens before the goroutine's load of a variable that no later round stores to",
		Symptom:     "the last name is greeted three times",
		Repair:      "a variable for each turn: name := name, or a go directive of 1.22 and later",
		Outcomes:    corpus.Exactly("two goroutines saw the same name"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.5),
		},
		Program: loopvarGo121,
	}
}
