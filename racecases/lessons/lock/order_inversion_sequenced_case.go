package lock

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func orderInversionSequencedCase() corpus.Case {
	return corpus.Case{
		Slug:        "order-inversion-sequenced",
		Class:       corpus.ResourceDeadlock,
		Negative:    true,
		Story:       "One thread takes a and then b, another b and then a. It is the order of every deadlock, and here it is harmless: the second thread starts when the first one has been joined, so the two never meet. A tool that looks at the order of locks alone cannot know that.",
		Python:      "t1.start(); t1.join(); t2.start(); t2.join()  # with a, b and with b, a",
		Go:          "threads.Wait() between move(&a, &b) and move(&b, &a)",
		MissingEdge: "the first thread's last Unlock happens before the join, and the join before the second thread's first Lock",
		Outcomes:    corpus.Exactly("a transfer is missing"),
		Expect: corpus.Expectations{
			detect.GoDeadlock: corpus.FalseAlarm("it remembers in which order locks were taken, and not what ordered the two threads"),
		},
		Program: orderInversionSequenced,
	}
}
