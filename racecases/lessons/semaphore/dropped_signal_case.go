package semaphore

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func droppedSignalCase() corpus.Case {
	return corpus.Case{
		Slug:        "dropped-signal",
		Class:       corpus.LostWakeup,
		Story:       "A signal in a channel that has room for one tells a worker of a new job. If a signal is there already the next is dropped: the worker has been woken, after all. But it takes one job for each signal, and waits for the one that was dropped.",
		Python:      "if not wake.full(): wake.put_nowait(None)",
		Go:          "select { case wake <- struct{}{}: default: }",
		MissingEdge: "the second job's send never happens, so nothing is left for the second receive to wait for",
		Chain:       "each Release adds a permit that stays until it is taken, and happens before the Acquire that takes it returns: two Releases, two Acquires",
		Symptom:     "a job lies there until the next one arrives",
		Repair:      "count what must be counted: a semaphore; or take all jobs at each signal",
		Outcomes:    corpus.Exactly("a job was not done"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: droppedSignal,
	}
}
