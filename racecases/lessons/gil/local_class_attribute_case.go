package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func localClassAttributeCase() corpus.Case {
	return corpus.Case{
		Slug:  "local-class-attribute",
		Class: corpus.DataRace,
		Story: "A subclass of threading.local has its statistics as a class attribute. Every thread has a local object of its own, and all of these find the one object of the class. " +
			"A Local keeps references apart, not what they refer to.",
		Python:      "class Mine(threading.local): stats = Stats()  # one, for all threads",
		Go:          "NewLocal(func() (*stats, error) { return class, nil })",
		MissingEdge: "nothing orders one thread's store to hits before another's load: what one has set in a Local orders nothing in another",
		Chain:       "each thread counts in an object that its own Value made and no other thread has, and its store to most happens before its end, which Run waits for",
		Symptom:     "a thread sees the hits of all, or loses some of its own",
		Repair:      "make a new object for each thread, as __init__ does",
		Outcomes:    corpus.Exactly("a thread counted in another's statistics"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.5),
		},
		Program: localClassAttribute,
	}
}
