package timer

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func startTwiceCase() corpus.Case {
	return corpus.Case{
		Slug:        "start-twice",
		Class:       corpus.Misuse,
		Story:       "An alarm has rung and should ring again: snooze. But a timer is a thread, and a thread can be started once. Python raises an error; here Start returns one, it is ignored, and the alarm does not ring again.",
		Python:      "timer.start(); timer.join(); timer.start()  # RuntimeError: threads can only be started once",
		Go:          "_ = alarm.Start()",
		MissingEdge: "the second Start begins no thread, so no ring comes after it",
		Chain:       "each timer has its own Start, that happens before its ring, and the ring's store before the return of Join, so the second ring follows the first",
		Symptom:     "what should happen every hour happens once",
		Repair:      "a new timer each time; time.Timer is the one with a Reset",
		Outcomes:    corpus.Exactly("the second Start was refused"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Runtime: corpus.Never("the misuse is returned as an error, and the program goes on"),
		},
		Program: startTwice,
	}
}
