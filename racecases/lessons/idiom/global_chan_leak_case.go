package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func globalChanLeakCase() corpus.Case {
	return corpus.Case{
		Slug:  "global-chan-leak",
		Class: corpus.GoroutineLeak,
		Story: "A reader waits for more news on a channel that belongs to the package, and there will be none. A search for leaks by what can still be reached finds nothing: every goroutine can reach a global, so the news might still come. " +
			"goleak asks another question, namely which goroutines are still there.",
		Python:      "news = queue.Queue()  # at module level",
		Go:          "for headline := range news",
		MissingEdge: "neither a send nor a close follows the last headline",
		Chain:       "the close follows the last headline and happens before the receive that ends the loop",
		Symptom:     "one more goroutine for every reader",
		Repair:      "close the channel when there will be no more",
		Outcomes:    []corpus.Outcome{{Match: "read: all quiet", Grade: corpus.Acceptable, Means: "the headline came"}},
		Show:        detect.Goleak,
		Expect: corpus.Expectations{
			detect.Goleak:      corpus.Always(),
			detect.LeakProfile: corpus.Never("the channel is a package's own variable, so every goroutine can reach it"),
		},
		Program: globalChanLeak,
	}
}
