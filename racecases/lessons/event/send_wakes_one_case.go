package event

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func sendWakesOneCase() corpus.Case {
	return corpus.Case{
		Slug:        "send-wakes-one",
		Class:       corpus.GoroutineLeak,
		Story:       "Three workers wait on a channel for the word to stop, and the word is sent once. A send goes to one receiver: one worker stops, two wait for ever. What all workers must see is not a message but a state.",
		Python:      "stop_queue.put(None)  # one message for three threads",
		Go:          "stop <- struct{}{}",
		MissingEdge: "one send is received by one worker; for the other two there is no send that could happen before their receive",
		Chain:       "the close happens before every receive that returns because of it, in all three workers",
		Symptom:     "workers are left behind at each stop, and it is not noticed until memory is short",
		Repair:      "close the channel: that is seen by all, now and later",
		Outcomes: []corpus.Outcome{
			{Match: "told to stop", Grade: corpus.Acceptable, Means: "the word was given"},
		},
		Show: detect.Goleak,
		Expect: corpus.Expectations{
			detect.Goleak: corpus.Always(),
		},
		Program: sendWakesOne,
	}
}
