package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func askInALoopCase() corpus.Case {
	return corpus.Case{
		Slug:        "ask-in-a-loop",
		Class:       corpus.Starvation,
		Story:       "Two customers queue for the counter, again and again, and a patient one asks whether it is free, again and again, and steps back if not. A customer in the queue has a place, and the counter is handed on along the queue. The one that only asks has no place, and finds it taken each time.",
		Python:      "while not counter.acquire(blocking=False): pass",
		Go:          "for !counter.TryAcquire() { runtime.Gosched() }",
		MissingEdge: "no order is missing: a try that fails leaves no trace, so no Release will ever be for it",
		Chain:       "each waiter is in the queue, and Release hands the permit to its head, so the patient one's Acquire returns after the Releases of the two before it and before that of any later one",
		Symptom:     "under load one thread spins at full speed and is never served",
		Repair:      "wait in the queue",
		Outcomes: []corpus.Outcome{
			{Match: "in turn", Grade: corpus.Acceptable, Means: "the patient one was served after the two that came before it"},
			{Match: "overtaken", Grade: corpus.Forbidden, Means: "others were served again and again before the patient one"},
		},
		Show: detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
		},
		Program: askInALoop,
	}
}
