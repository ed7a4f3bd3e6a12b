package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func recoveredNoDoneCase() corpus.Case {
	return corpus.Case{
		Slug:        "recovered-no-done",
		Class:       corpus.CommunicationDeadlock,
		Story:       "A thread recovers from its own panic, so the process lives, but the line that reports its end stands behind the one that panicked. The thread is over, its Done was never called, and a goroutine that joins it waits for ever. Recovering keeps the process alive and does not make the missing call.",
		Python:      "try: work() except Exception: pass  # done.release() stood inside the try",
		Go:          "shares[n] = 60 / n; threads.Done()",
		MissingEdge: "the Done that the Wait waits for stands behind the line that panics, and nothing else calls it",
		Chain:       "Done is deferred, so it follows the panic as it follows a return, and the three Dones happen before the return of Wait, behind which shares is read",
		Symptom:     "the join never returns, after an error that was never reported",
		Repair:      "defer the Done before anything can fail: a deferred call runs on every way out",
		Outcomes:    corpus.Exactly("a thread that did not fail has no result"),
		Show:        detect.Runtime,
		Expect: corpus.Expectations{
			detect.Runtime: corpus.Always(),
			detect.Hang:    corpus.Always(),
		},
		Program: recoveredNoDone,
	}
}
