package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func fatalInChildCase() corpus.Case {
	return corpus.Case{
		Slug:        "fatal-in-child",
		Class:       corpus.Misuse,
		Story:       "A test lets a goroutine check the answer, and the goroutine calls t.FailNow. FailNow ends the goroutine that calls it, not the test: the test goes on to wait for an answer that will never be sent. A failed check hangs the suite; where the test would not wait, it would go on as if all were well.",
		Python:      "Thread(target=lambda: self.fail(\"wrong\")).start()  # the exception ends the thread, the test passes",
		Go:          "go func() { ... t.FailNow() ... }()",
		MissingEdge: "the send that the test waits for stands behind the FailNow, which ends the goroutine without it",
		Chain:       "the send of the answer happens before the receive that takes it, and the judgement follows that receive in the goroutine of the test itself",
		Symptom:     "the test hangs until its timeout, instead of failing at once",
		Repair:      "the goroutine sends what it found, and the test's own goroutine judges it",
		Outcomes: []corpus.Outcome{
			{Match: "failed", Grade: corpus.Acceptable, Means: "the wrong answer was noticed, and the test ended"},
			{Match: "passed", Grade: corpus.Forbidden, Means: "the wrong answer was not noticed"},
		},
		Show: detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: fatalInChild,
	}
}
