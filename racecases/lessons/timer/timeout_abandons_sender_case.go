package timer

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func timeoutAbandonsSenderCase() corpus.Case {
	return corpus.Case{
		Slug:        "timeout-abandons-sender",
		Class:       corpus.GoroutineLeak,
		Story:       "A caller asks a slow thread and stops waiting when its time is up. The answer arrives later, on a channel without a buffer that no goroutine reads any more, so the thread that sends it waits for ever: one more with every timeout.",
		Python:      "q.get(timeout=1)  # a put() into a queue.Queue() never waits",
		Go:          "answer := make(chan int)",
		MissingEdge: "after the timeout no receive is left that could meet the send on answer",
		Chain:       "the channel holds one value, so the send happens whether or not a goroutine receives, and the goroutine's end follows",
		Symptom:     "memory and the number of goroutines grow with every timeout",
		Repair:      "give the channel room for one answer, so that the send never waits",
		Outcomes: []corpus.Outcome{
			{Match: "timed out", Grade: corpus.Acceptable, Means: "the caller went on without the answer"},
		},
		Show: detect.Goleak,
		Expect: corpus.Expectations{
			detect.Goleak: corpus.Always(),
		},
		Program: timeoutAbandonsSender,
	}
}
