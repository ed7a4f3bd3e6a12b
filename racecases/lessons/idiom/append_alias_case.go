package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func appendAliasCase() corpus.Case {
	return corpus.Case{
		Slug:        "append-alias",
		Class:       corpus.DataRace,
		Story:       "Two goroutines each append their wish to the same shopping list and keep the result as their own. But the list has room behind its end, so both appends write to the same place, and both lists end with the same wish.",
		Python:      "mine = base + [want]  # always a new list",
		Go:          "lists[i] = append(base, want)",
		MissingEdge: "nothing orders the two stores to the element behind the end of base",
		Chain:       "base has no room left, so each append copies it, before its store, into an array of its own; reads of base are ordered with nothing because no goroutine stores to it any more",
		Symptom:     "both lists end with the same wish",
		Repair:      "slices.Clip takes the room away, so that each append makes a new array",
		Outcomes: []corpus.Outcome{
			{Match: "each its own", Grade: corpus.Acceptable, Means: "two lists"},
			{Match: "overwritten", Grade: corpus.Forbidden, Means: "two lists that share their last element"},
		},
		Show: detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Always(),
		},
		Program: appendAlias,
	}
}
