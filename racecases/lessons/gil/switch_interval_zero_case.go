package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func switchIntervalZeroCase() corpus.Case {
	return corpus.Case{
		Slug:        "switch-interval-zero",
		Class:       corpus.Misuse,
		Story:       "Threads should take turns as often as possible, to bring a bug to light, so the program sets the switch interval to zero. Python refuses: an interval is a time.",
		Python:      "sys.setswitchinterval(0)  # ValueError: switch interval must be strictly positive",
		Go:          "python.SetSwitchInterval(0)",
		MissingEdge: "a thread waits one interval before it asks for the GIL: with none there is nothing to wait for",
		Chain:       "the interval is set before any thread waits for it: one thread runs here, in its own order",
		Symptom:     "panic: switch interval must be strictly positive",
		Repair:      "one microsecond is the least",
		Outcomes:    []corpus.Outcome{{Match: "set", Grade: corpus.Acceptable, Means: "the interval was accepted"}},
		Show:        detect.Runtime,
		Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
		Program:     switchIntervalZero,
	}
}
