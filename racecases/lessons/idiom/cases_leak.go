package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

// leakCases are about goroutines that nobody lets go.
func leakCases() []corpus.Case {
	return []corpus.Case{
		{
			Slug:        "early-return-leak",
			Class:       corpus.GoroutineLeak,
			Story:       "Three pages are checked at the same time, and the first error is enough to return. The other two goroutines want to report theirs on a channel without room that nobody reads any more.",
			Python:      "for f in as_completed(futures): return f.result()  # a future keeps its result",
			Go:          "errs := make(chan error)",
			MissingEdge: "after the return there is no receive that could meet the other sends",
			Chain:       "the channel has room for every send, so each happens without a receive, and its goroutine ends",
			Symptom:     "two more goroutines after every error",
			Repair:      "room for every result: make(chan error, len(pages))",
			Outcomes: []corpus.Outcome{
				{Match: "reported", Grade: corpus.Acceptable, Means: "the first error came"},
				{Match: "all there", Grade: corpus.Forbidden, Means: "no error came"},
			},
			Show:    detect.Goleak,
			Expect:  corpus.Expectations{detect.Goleak: corpus.Always()},
			Program: earlyReturnLeak,
		},
		{
			Slug:        "range-no-close",
			Class:       corpus.GoroutineLeak,
			Story:       "A worker takes jobs from a channel until it is closed. All jobs are done and everybody goes home, except that nobody has closed it.",
			Python:      "for job in iter(q.get, None):  # and nobody puts the None",
			Go:          "for job := range jobs",
			MissingEdge: "no close follows the last send, so nothing can end the worker's wait",
			Chain:       "the worker's last addition happens before its Done, that before Wait returns and the load behind it, and the close before the receive that ends the loop",
			Symptom:     "one more goroutine after every batch",
			Repair:      "the sender closes when it has sent its last",
			Outcomes:    corpus.Exactly("a job was not done"),
			Show:        detect.Goleak,
			Expect:      corpus.Expectations{detect.Goleak: corpus.Always()},
			Program:     rangeNoClose,
		},
		{
			Slug:  "global-chan-leak",
			Class: corpus.GoroutineLeak,
			Story: "A reader waits for more news on a channel that belongs to the package, and there will be none. Whoever looks for leaks by asking what can still be reached finds nothing: a global can be reached by everybody, so the news might still come. " +
				"goleak asks another question, namely who is still there.",
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
				detect.LeakProfile: corpus.Never("the channel is a package's own variable, and so within everybody's reach"),
			},
			Program: globalChanLeak,
		},
		{
			Slug:        "lost-cancel",
			Class:       corpus.GoroutineLeak,
			Story:       "A watcher runs until its context is done. The function that would end the context is thrown away in the line that makes it, so the watcher runs until the program does.",
			Python:      "stop = threading.Event()  # and nobody keeps it",
			Go:          "ctx, _ := context.WithCancel(context.Background())",
			MissingEdge: "no cancel happens before the watcher's return, because nobody has it",
			Chain:       "the deferred cancel happens before the watcher's receive from Done returns",
			Symptom:     "one more goroutine for every call",
			Repair:      "keep cancel and defer it at once",
			Outcomes:    []corpus.Outcome{{Match: "done", Grade: corpus.Acceptable, Means: "the caller has what it wanted"}},
			Show:        detect.Goleak,
			Expect:      corpus.Expectations{detect.Goleak: corpus.Always()},
			Program:     lostCancel,
		},
	}
}
