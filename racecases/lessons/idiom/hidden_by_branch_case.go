package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func hiddenByBranchCase() corpus.Case {
	return corpus.Case{
		Slug:  "hidden-by-branch",
		Class: corpus.DataRace,
		Story: "One goroutine reads the configuration, the other fills in a default if there is none. Where the configuration comes first, the other's store is never executed, and no race detector reports what does not happen. " +
			"The witness is the schedule in which the look comes first: then both store, and the default may win.",
		Python:      "if not configured: colour = 'default'",
		Go:          "if !configured.Load() { colour = \"default\" }",
		MissingEdge: "a Load that finds the flag down comes before the Store of it, and nothing orders what follows the Load with what came before the Store",
		Chain:       "the look at configured and the store that depends on it stand in one critical section, the other store in another, and the first section's Unlock happens before the second's Lock returns",
		Symptom:     "the configuration is ignored, once in a while, at the start",
		Repair:      "look and store in one critical section",
		Outcomes: []corpus.Outcome{
			{Match: "as configured", Grade: corpus.Acceptable, Means: "the configuration wins"},
			{Match: "default", Grade: corpus.Forbidden, Means: "the default was stored over the configuration"},
		},
		Show: detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Sometimes(0.15),
			detect.Outcome: corpus.Opportunistic("the other store must come between the look and its own"),
		},
		Program: hiddenByBranch,
	}
}
