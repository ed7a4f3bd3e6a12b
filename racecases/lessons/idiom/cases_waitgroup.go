package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// waitgroupCases are about a WaitGroup that counts at the wrong moment.
func waitgroupCases() []corpus.Case {
	return []corpus.Case{
		{
			Slug:        "wg-done-early",
			Class:       corpus.DataRace,
			Story:       "Deferred calls run in reverse order, so the Done that was written last runs first. Wait lets the caller go on while the goroutine still has its result to save.",
			Python:      "queue.task_done(); save(result)  # join() may return in between",
			Go:          "defer wg.Done()",
			MissingEdge: "the store to outcome comes after Done, so Done and Wait do not order it before the caller's load",
			Chain:       "deferred calls run last in, first out: the store to outcome happens before Done, that before Wait returns, and the load stands behind it",
			Symptom:     "the last result is missing although everybody was waited for",
			Repair:      "defer Done first, so that it runs last; wg.Go cannot get it wrong",
			Outcomes: []corpus.Outcome{
				{Match: "saved", Grade: corpus.Acceptable, Means: "Wait waited for the save"},
				{Match: "unsaved", Grade: corpus.Forbidden, Means: "Wait returned before the save"},
			},
			Show: detect.Race,
			Expect: corpus.Expectations{
				detect.Race:    corpus.Always(),
				detect.Outcome: corpus.Sometimes(0.7),
			},
			Program: wgDoneEarly,
		},
		{
			Slug:  "wg-add-inside",
			Class: corpus.OrderViolation,
			Story: "Each goroutine adds itself to the WaitGroup, as its first act. But Wait does not wait for those who have not yet added themselves, and the main goroutine is there first. " +
				"The race detector can say something only if an Add and the Wait meet; two linters see it in the source.",
			Python:      "self.running += 1  # in the thread itself, after start()",
			Go:          "go func() { wg.Add(1); ... }()",
			MissingEdge: "each Add should happen before the Wait, and the go statement orders only what comes before it",
			Chain:       "every Add stands before its go statement and so before the Wait, which returns after five Dones, behind each worker's addition",
			Symptom:     "some results are missing, now and then all",
			Repair:      "Add before the go statement, or wg.Go",
			Outcomes:    corpus.Exactly("Wait returned before a goroutine had added itself"),
			Show:        detect.Outcome,
			Expect: corpus.Expectations{
				detect.Outcome: corpus.Sometimes(0.7),
				detect.Race:    corpus.FalseAlarm("sync has it report an Add beside a Wait, if they meet, but without a stack: nothing says where"),
				detect.Runtime: corpus.Opportunistic("an Add that meets a Wait may panic"),
			},
			Program: wgAddInside,
		},
	}
}
