package event

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func wokenNotSetCase() corpus.Case {
	return corpus.Case{
		Slug:        "woken-not-set",
		Class:       corpus.OrderViolation,
		Story:       "A runner is woken by the flag and, to be sure, looks at it once more before starting. Meanwhile the flag is down again. A wait that returns says that the flag was raised, not that it still is; a second look sees another moment.",
		Python:      "event.wait(); if event.is_set(): run()",
		Go:          "start.Wait(); if start.IsSet() { ran++ }",
		MissingEdge: "the Set happens before the Wait returns, and nothing keeps the Clear from coming before the second look",
		Chain:       "Set happens before the runner's Wait returns, whatever comes after it: the runner does not look a second time",
		Symptom:     "a start that is not followed, now and then",
		Repair:      "believe the Wait, or leave the flag up",
		Outcomes:    corpus.Exactly("the runner was woken and did not run"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("the flag and the count are synchronised: no access races"),
		},
		Program: wokenNotSet,
	}
}
