package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func joinSelfCase() corpus.Case {
	return corpus.Case{
		Slug:        "join-self",
		Class:       corpus.CommunicationDeadlock,
		Story:       "A thread of the group adds up what the others have computed, so it joins the group first, and it is in the group itself. It waits for its own end. Python's join would raise an error, because a Python thread has an identity; a WaitGroup only counts, and cannot know which goroutine waits.",
		Python:      "threading.current_thread().join()  # RuntimeError: cannot join current thread",
		Go:          "threads.Go(func() { threads.Wait() })",
		MissingEdge: "the adder's Wait waits for the adder's own Done, which comes after it",
		Chain:       "the three threads' stores happen before threads.Wait returns in the adder; the adder is counted in a WaitGroup of its own, and its store to total happens before adder.Wait returns",
		Symptom:     "the program hangs, every time",
		Repair:      "count the thread that joins separately from those that it joins",
		Outcomes:    corpus.Exactly("a part is missing from the total"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: joinSelf,
	}
}
