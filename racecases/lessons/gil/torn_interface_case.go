package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func tornInterfaceCase() corpus.Case {
	return corpus.Case{
		Slug:  "torn-interface",
		Class: corpus.DataRace,
		Story: "A variable holds a height, in metres or in feet. A Python variable is one reference, so a thread reads the one value or the other. A Go interface is two words, type and data: a reader may get the type of the one store and the data of the other. " +
			"3281 metres is a height that no thread has stored, and with types of different size it would be a crash.",
		Python:      "height = Feet(3281)  # one reference: never torn",
		Go:          "height = heights[i%2]",
		MissingEdge: "nothing orders the store of either word before the reader's load of both",
		Chain:       "both words are stored under the mutex and both loaded under it, and each Unlock happens before the next Lock returns",
		Symptom:     "a value that was never stored, or a crash inside a type switch",
		Repair:      "hold a mutex around both words, or keep them behind one atomic pointer",
		Outcomes:    corpus.Exactly("the type of one store and the data of another"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("it takes a load between two neighbouring stores, and so two processors"),
		},
		Program: tornInterface,
	}
}
