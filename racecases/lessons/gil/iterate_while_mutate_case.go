package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func iterateWhileMutateCase() corpus.Case {
	return corpus.Case{
		Slug:  "iterate-while-mutate",
		Class: corpus.DataRace,
		Story: "One thread walks through a dict while another inserts. Python notices at the next step and raises an error in the one that walks. " +
			"Go's map notices most of the time, and ends the whole process.",
		Python:      "for name in sessions.values():  # RuntimeError: dictionary changed size during iteration",
		Go:          "for _, name := range sessions",
		MissingEdge: "nothing orders the insertions before, or after, the steps of the iteration",
		Chain:       "the copy is made between a Lock and its Unlock, each insertion between another such pair, and the iteration reads a map that no other thread has",
		Symptom:     "fatal error: concurrent map iteration and map write, under load",
		Repair:      "take a copy under the lock and walk through that",
		Outcomes:    corpus.Exactly("an entry was not found where it was"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Runtime: corpus.Opportunistic("the runtime looks only where it happens to be"),
			detect.Outcome: corpus.Opportunistic("the runtime mostly ends the process first"),
		},
		Program: iterateWhileMutate,
	}
}
