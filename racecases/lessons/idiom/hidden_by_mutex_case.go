package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func hiddenByMutexCase() corpus.Case {
	return corpus.Case{
		Slug:  "hidden-by-mutex",
		Class: corpus.DataRace,
		Story: "Both goroutines count without a lock, and both write a journal, which has one. If the first has written before the second does, the journal's mutex happens to order the two counts, and the race detector, which judges the run that it sees, has nothing to say. " +
			"In the other order it sees the race: about one run in three. The witness is that schedule: the second goroutine's entry before the first one's.",
		Python:      "counter += 1; write()  # and in the other thread: write(); counter += 1",
		Go:          "counter++; write()",
		MissingEdge: "the mutex orders the counts only if its first holder has counted before; nothing makes that so",
		Chain:       "counter has a mutex of its own, which both goroutines take around the addition, and one's Unlock happens before the other's Lock returns, whichever comes first",
		Symptom:     "a race report in one run of the tests in three, taken for a flaky test",
		Repair:      "guard the counter itself",
		Outcomes:    corpus.Exactly("two goroutines added to the same old value"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Sometimes(0.15),
			detect.Outcome: corpus.Opportunistic("it takes two increments at the same moment"),
		},
		Program: hiddenByMutex,
	}
}
