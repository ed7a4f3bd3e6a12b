package daemon

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func tickerForeverCase() corpus.Case {
	return corpus.Case{
		Slug:        "ticker-forever",
		Class:       corpus.GoroutineLeak,
		Story:       "A daemon's loop follows a ticker, and its owner stops the ticker at the end. Stop ends the ticks and does not close the channel, so the loop waits for the next tick for ever.",
		Python:      "while True: time.sleep(1); beat()  # in a daemon thread",
		Go:          "for range ticker.C",
		MissingEdge: "no send and no close follows the ticker's Stop, so nothing can end the loop's wait",
		Chain:       "the close of quit happens before the receive that ends the loop, whatever the ticker does",
		Symptom:     "one more goroutine after every use",
		Repair:      "wait for the tick or for the owner's word to quit, whichever comes first",
		Outcomes:    []corpus.Outcome{{Match: "beating", Grade: corpus.Acceptable, Means: "the first beat came"}},
		Show:        detect.Goleak,
		Expect:      corpus.Expectations{detect.Goleak: corpus.Always()},
		Program:     tickerForever,
	}
}
