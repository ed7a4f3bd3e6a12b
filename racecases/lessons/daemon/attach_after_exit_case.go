package daemon

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func attachAfterExitCase() corpus.Case {
	return corpus.Case{
		Slug:        "attach-after-exit",
		Class:       corpus.Misuse,
		Story:       "A library has a thread of its own that calls back into Python. The program ends, the interpreter is gone, and the library has one more event. C extensions crash this way at exit; here Attach says what is wrong.",
		Python:      "PyGILState_Ensure()  # in C, after Py_Finalize",
		Go:          "t := python.Attach(\"callback\")",
		MissingEdge: "the library's last callback should happen before the interpreter's shutdown, and nothing waits for it",
		Chain:       "the last callback's Detach happens before the library's end, that before Wait returns, and Wait before main's return, with which the shutdown begins",
		Symptom:     "a crash at the end of a program that has done its work",
		Repair:      "stop the library and wait for it before the main function returns",
		Outcomes:    corpus.Exactly("an event was not handled"),
		Show:        detect.Runtime,
		Expect:      corpus.Expectations{detect.Runtime: corpus.Always()},
		Program:     attachAfterExit,
	}
}
