package timer

import "threadlab/racecases/corpus"

func unstoppedTimersCase() corpus.Case {
	return corpus.Case{
		Slug:        "unstopped-timers",
		Class:       corpus.GoroutineLeak,
		Negative:    true,
		Story:       "time.After in a loop makes a timer each time round and stops none of them. Old advice calls that a leak, and until Go 1.22 it kept every timer for its hour. Since Go 1.23 a timer without references is garbage, and a timer was never a goroutine.",
		Python:      "q.get(timeout=3600)  # in a loop",
		Go:          "case <-time.After(time.Hour):",
		MissingEdge: "each send of the numbers happens before its receive, the close before the last one; nothing waits for a timer",
		Outcomes:    append(corpus.Exactly("a number did not arrive"), corpus.Outcome{Match: "timed out", Grade: corpus.Forbidden, Means: "an hour had passed"}),
		Program:     unstoppedTimers,
	}
}
