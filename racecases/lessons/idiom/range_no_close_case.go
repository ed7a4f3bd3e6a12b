package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func rangeNoCloseCase() corpus.Case {
	return corpus.Case{
		Slug:        "range-no-close",
		Class:       corpus.GoroutineLeak,
		Story:       "A worker takes jobs from a channel until it is closed. All jobs are done, and no goroutine has closed the channel: the worker waits for the next job for ever.",
		Python:      "for job in iter(q.get, None):  # and no thread puts the None",
		Go:          "for job := range jobs",
		MissingEdge: "no close follows the last send, so nothing can end the worker's wait",
		Chain:       "the worker's last addition happens before its Done, that before Wait returns and the load behind it, and the close before the receive that ends the loop",
		Symptom:     "one more goroutine after every batch",
		Repair:      "the sender closes when it has sent its last",
		Outcomes:    corpus.Exactly("a job was not done"),
		Show:        detect.Goleak,
		Expect:      corpus.Expectations{detect.Goleak: corpus.Always()},
		Program:     rangeNoClose,
	}
}
