package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func hiddenByIoCase() corpus.Case {
	return corpus.Case{
		Slug:  "hidden-by-io",
		Class: corpus.DataRace,
		Story: "A line of logging is added to find a race, and the race is gone. A logger locks its writer, and that lock orders what was never ordered before: as long as the lines come in the one order, and not in the other. " +
			"The witness is that other schedule.",
		Python:      "print('counted')  # takes a lock, too",
		Go:          "counter++; logger.Print(\"one: counted\")",
		MissingEdge: "the logger's mutex orders the counts only if the goroutine that has counted logs first; nothing makes that so",
		Chain:       "both additions stand between a Lock and an Unlock of the same mutex, and one's Unlock happens before the other's Lock returns, whichever logs first",
		Symptom:     "a bug that goes away when it is looked at",
		Repair:      "guard the counter itself",
		Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Sometimes(0.2),
			detect.Outcome: corpus.Opportunistic("it takes two increments at the same moment"),
		},
		Program: hiddenByIo,
	}
}
