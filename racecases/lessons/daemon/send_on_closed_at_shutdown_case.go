package daemon

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func sendOnClosedAtShutdownCase() corpus.Case {
	return corpus.Case{
		Slug:        "send-on-closed-at-shutdown",
		Class:       corpus.Misuse,
		Story:       "The receiver of a heartbeat needs no more of them and closes the channel. The sender knows nothing of it, and its next send panics and takes the whole process down.",
		Python:      "queue.shutdown()  # a thread that still puts gets ShutDown",
		Go:          "close(beats)",
		MissingEdge: "nothing orders the sender's last send before the close",
		Chain:       "beats is never closed: the close of quit happens before the receive that ends the sender, and its end before Wait returns",
		Symptom:     "panic: send on closed channel, at the end of a program that worked",
		Repair:      "only a sender closes: ask it to stop through a channel of its own and wait until it has",
		Outcomes:    []corpus.Outcome{{Match: "shut down", Grade: corpus.Acceptable, Means: "the sender ended when asked"}},
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Race:    corpus.Always(),
		},
		Program: sendOnClosedAtShutdown,
	}
}
