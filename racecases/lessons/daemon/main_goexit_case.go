package daemon

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func mainGoexitCase() corpus.Case {
	return corpus.Case{
		Slug:  "main-goexit",
		Class: corpus.Misuse,
		Story: "In C a main thread that ends by pthread_exit leaves the process to the other threads, and the last of them ends it with status 0. " +
			"runtime.Goexit in the main goroutine does the first half of that. When the last goroutine has ended none is left to return from main, and the runtime calls that a deadlock.",
		Python:      "sys.exit()  # in the main thread: waits for the others, then ends with 0",
		Go:          "runtime.Goexit()",
		MissingEdge: "main's return, which ends the process, never happens, whatever happens before it",
		Chain:       "the goroutine's end happens before Wait returns, and main's own return, which ends the process, follows it",
		Symptom:     "fatal error: no goroutines (main called runtime.Goexit) - deadlock!; under -race nothing but a process that stays",
		Repair:      "wait for the others and return",
		Outcomes:    []corpus.Outcome{{Match: "ended", Grade: corpus.Acceptable, Means: "main returned after the others"}},
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: mainGoexit,
	}
}
