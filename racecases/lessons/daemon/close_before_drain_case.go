package daemon

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func closeBeforeDrainCase() corpus.Case {
	return corpus.Case{
		Slug:        "close-before-drain",
		Class:       corpus.OrderViolation,
		Story:       "The owner of a log closes the file, then tells the writer that no more will come, and waits for it. The writer flushes its buffer at the end, into a file that is closed. The error of that Flush is the only trace, and it is ignored.",
		Python:      "f.close(); queue.put(None); writer.join()  # ValueError: I/O operation on closed file",
		Go:          "f.Close(); close(lines); wg.Wait()",
		MissingEdge: "the writer's Flush should happen before the file's Close, which nothing waits with",
		Chain:       "the close of lines happens before the loop ends, the deferred Flush before the writer's end, that before Wait returns, and the file's Close stands behind Wait",
		Symptom:     "the end of the log is missing, all of it if it was short",
		Repair:      "the order of the shutdown is that of the data: no more lines, the writer has ended, then the file",
		Outcomes:    corpus.Exactly("the file was closed before the writer had flushed"),
		Judge:       countLines,
		Show:        detect.Outcome,
		Expect:      corpus.Expectations{detect.Outcome: corpus.Always()},
		Witness:     "in every run of the process itself the end of the file is missing; no schedule, because the explorer ends before the process does",
		NotModelled: "effects after the end of the process",
		Program:     closeBeforeDrain,
	}
}
