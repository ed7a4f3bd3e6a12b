package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func noConstructorCase() corpus.Case {
	return corpus.Case{
		Slug:        "no-constructor",
		Class:       corpus.Misuse,
		Story:       "A subclass of Thread has a constructor of its own and forgets to call the one of Thread. In Go the same mistake is a struct that embeds a Thread which no interpreter made. It has a Start method and nothing to start.",
		Python:      "class Countdown(Thread): def __init__(self): self.left = 3  # no super().__init__()",
		Go:          "c := &countdown{Thread: new(primitives.Thread), left: 3}",
		MissingEdge: "no order is missing: the thread was never made, so its Start has nothing to begin",
		Chain:       "NewThread and Start happen before the thread's store to left, and its end before the return of Join, behind which left is loaded",
		Symptom:     "thread.__init__() not called, at the first Start",
		Repair:      "let the interpreter make the thread",
		Outcomes:    corpus.Exactly("the thread did not count down"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
		},
		Program: noConstructor,
	}
}
