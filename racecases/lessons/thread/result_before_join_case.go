package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func resultBeforeJoinCase() corpus.Case {
	return corpus.Case{
		Slug:        "result-before-join",
		Class:       corpus.DataRace,
		Story:       "A parent starts a thread, reads the result, and joins the thread afterwards. The join is there, one line too late: the load is free to come before the thread's store, and mostly does.",
		Python:      "t.start(); print(result); t.join()",
		Go:          "got := result; t.Wait()",
		MissingEdge: "nothing orders the thread's store to result before the parent's load, which stands before the join",
		Chain:       "the store to result happens before the goroutine's end, that before the return of Wait, and the load now stands behind it",
		Symptom:     "zero instead of the result, more often on some machines than on others",
		Repair:      "read the result after the join",
		Outcomes:    corpus.Exactly("the parent read before the thread had stored its result"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Sometimes(0.3),
		},
		Program: resultBeforeJoin,
	}
}
