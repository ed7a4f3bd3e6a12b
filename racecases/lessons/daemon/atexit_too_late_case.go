package daemon

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func atexitTooLateCase() corpus.Case {
	return corpus.Case{
		Slug:        "atexit-too-late",
		Class:       corpus.Misuse,
		Story:       "A worker registers its clean-up when it needs one for the first time, and that is after the main thread has returned: the shutdown has begun. Python raises an error in the worker; here RegisterAtexit returns one, which the worker ignores. The clean-up never runs.",
		Python:      "threading._register_atexit(save)  # RuntimeError: can't register atexit after shutdown",
		Go:          "_ = python.RegisterAtexit(save)",
		MissingEdge: "the registration should happen before the shutdown begins, and the worker waits for just that",
		Chain:       "the registration happens before registered is set, that before main's Wait returns, and the shutdown begins behind main's return",
		Symptom:     "what should be saved at the end is not, if the program was quick",
		Repair:      "register at the start, before main may return, or save where the worker ends",
		Outcomes: []corpus.Outcome{
			{Match: "saved", Grade: corpus.Acceptable, Means: "the clean-up ran"},
			{Match: "unsaved", Grade: corpus.Forbidden, Means: "the clean-up was registered too late"},
		},
		Show: detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Runtime: corpus.Never("the misuse is returned as an error, and the program goes on"),
		},
		Program: atexitTooLate,
	}
}
