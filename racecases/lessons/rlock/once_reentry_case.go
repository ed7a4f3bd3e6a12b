package rlock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func onceReentryCase() corpus.Case {
	return corpus.Case{
		Slug:        "once-reentry",
		Class:       corpus.ResourceDeadlock,
		Story:       "A log is opened at its first use. To open it means to write its first line, and to write a line is to use the log, which opens it. A Once holds a lock while it runs its function, and a lock does not let its holder in again.",
		Python:      "with lock: if log is None: log = open_log()  # which logs a line",
		Go:          "once.Do(func() { log(\"log opened\") })",
		MissingEdge: "the inner Do waits for the end of the outer one, which waits for the inner one",
		Chain:       "the Do returns before the line is appended, since what it calls no longer calls log, and both appends are those of one goroutine, in its own order",
		Symptom:     "the program hangs at its first line of log",
		Repair:      "write the first line without going through the function that opens",
		Outcomes:    corpus.Exactly("a line is missing"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: onceReentry,
	}
}
