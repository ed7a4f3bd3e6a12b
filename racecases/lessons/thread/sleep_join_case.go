package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func sleepJoinCase() corpus.Case {
	return corpus.Case{
		Slug:        "sleep-join",
		Class:       corpus.DataRace,
		Story:       "A parent starts a thread and sleeps long enough for it to finish, so the result is nearly always there. Sleeping is not waiting: on a busy machine the thread may not have run yet, and even when it has, nothing makes its store visible to the parent.",
		Python:      "t.start(); time.sleep(1); print(result)",
		Go:          "time.Sleep(20 * time.Millisecond)",
		MissingEdge: "nothing orders the thread's store to result before the parent's load",
		Chain:       "the store to result happens before the end of its goroutine, which Wait returns after, and the load stands behind Wait",
		Symptom:     "the right answer nearly always, and the old value on a busy machine",
		Repair:      "join the thread instead of sleeping: the end of the thread happens before Wait returns",
		Outcomes:    corpus.Exactly("the parent woke up before the thread had stored its result"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("the sleep is long enough on any but the busiest machine"),
		},
		Program: sleepJoin,
	}
}
