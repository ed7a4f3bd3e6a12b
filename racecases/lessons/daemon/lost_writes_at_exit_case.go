package daemon

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func lostWritesAtExitCase() corpus.Case {
	return corpus.Case{
		Slug:        "lost-writes-at-exit",
		Class:       corpus.OrderViolation,
		Story:       "A daemon thread writes a log through a buffer. The main thread hands over a hundred lines and returns; the interpreter does not wait for daemons, and the buffer goes with the process.",
		Python:      "Thread(target=write_log, daemon=True).start()",
		Go:          "python.NewThread(writeLog, primitives.WithDaemon(true)).Start()",
		MissingEdge: "nothing orders the writer's Flush before the end of the process",
		Chain:       "the close of lines happens before the receive that ends the loop, the Flush before the writer's end, that before Join returns, and Join before the end of the process",
		Symptom:     "the last lines of the log are missing, those about the end above all",
		Repair:      "tell the writer that no more will come, then join it: it flushes and ends",
		Outcomes: append(corpus.Exactly("the process ended before the writer had flushed"),
			corpus.Outcome{Match: "no file", Grade: corpus.Forbidden, Means: "the writer had not even begun"}),
		Judge: countLines,
		Show:  detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Goleak:  corpus.Always(),
		},
		Witness:     "in every run of the process itself the end of the file is missing; no schedule, because the explorer ends before the process does",
		NotModelled: "effects after the end of the process",
		Program:     lostWritesAtExit,
	}
}
