package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func wgAddInsideCase() corpus.Case {
	return corpus.Case{
		Slug:  "wg-add-inside",
		Class: corpus.OrderViolation,
		Story: "Each goroutine adds itself to the WaitGroup, as its first act. But Wait does not wait for goroutines that have not yet added themselves, and the main goroutine is there first. " +
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
	}
}
