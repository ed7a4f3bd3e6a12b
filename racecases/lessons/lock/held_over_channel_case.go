package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func heldOverChannelCase() corpus.Case {
	return corpus.Case{
		Slug:        "held-over-channel",
		Class:       corpus.ResourceDeadlock,
		Story:       "The boss writes a job down and hands it over, all under one lock. The worker looks at the list, under the same lock, before taking the job. The boss waits on the channel, the worker waits on the lock: the cycle is half a lock and half a channel, so neither the order of locks nor the channel alone shows it.",
		Python:      "with lock: jobs.put(1)  # a full queue; the consumer needs the lock before it gets",
		Go:          "mu.Lock(); jobs <- 1; mu.Unlock()",
		MissingEdge: "the boss's Unlock stands behind its send, and the receive that the send waits for stands behind the worker's Lock",
		Chain:       "the boss's Unlock stands before its send, so the worker's Lock returns after it, with open stored before; the worker's receive stands behind its own Unlock and meets the send",
		Symptom:     "both hang at the first job",
		Repair:      "send after the Unlock: never wait for another goroutine while holding a lock",
		Outcomes:    corpus.Exactly("the worker did not see the job on the list"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Synctest: corpus.Never("half of the cycle is a wait for a mutex, which is not durable: the bubble hangs"),
			detect.Runtime:  corpus.Always(),
			detect.Hang:     corpus.Always(),
		},
		Program: heldOverChannel,
	}
}
