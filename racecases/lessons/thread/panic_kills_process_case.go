package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func panicKillsProcessCase() corpus.Case {
	return corpus.Case{
		Slug:        "panic-kills-process",
		Class:       corpus.Misuse,
		Story:       "Three threads divide sixty by their own number, and the first number is zero. In Python the exception ends that thread alone and is printed; in Go a panic that a goroutine does not recover ends the whole process, the other threads and their results with it.",
		Python:      "threading.Thread(target=lambda: 60 // 0).start()",
		Go:          "go func() { shares[n] = 60 / n }()",
		MissingEdge: "no order is missing: the panic reaches the top of its goroutine, and nothing there recovers it",
		Chain:       "each thread's stores, to its own share and to died, happen before its end, and all three ends before the return of Wait; the panic ends in the deferred recover of its own goroutine",
		Symptom:     "panic: runtime error: integer divide by zero, and exit status 2",
		Repair:      "recover at the top of the goroutine and hand the reason to the goroutine that joins it",
		Outcomes: []corpus.Outcome{
			{Match: "went on", Grade: corpus.Acceptable, Means: "one thread died, the others finished their work"},
			{Match: "lost", Grade: corpus.Forbidden, Means: "a thread that did not fail has no result"},
		},
		Show: detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
		},
		Program: panicKillsProcess,
	}
}
