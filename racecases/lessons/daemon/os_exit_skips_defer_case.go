package daemon

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func osExitSkipsDeferCase() corpus.Case {
	return corpus.Case{
		Slug:        "os-exit-skips-defer",
		Class:       corpus.OrderViolation,
		Story:       "A program writes its report through a buffer and defers the Flush. Something fails at the end, and it leaves by os.Exit with the right status. os.Exit runs no deferred call, and neither does log.Fatal: the report stays in the buffer. Python's sys.exit is an exception and runs every finally; it is os._exit that does this.",
		Python:      "os._exit(1)  # sys.exit(1) would have run the finally",
		Go:          "defer out.Flush(); os.Exit(1)",
		MissingEdge: "nothing orders the deferred Flush before the end of the process, because nothing calls it",
		Chain:       "the deferred Flush and Close happen before run returns, and main would call os.Exit with what it returned",
		Symptom:     "the exit status is right and the report is empty",
		Repair:      "return the status from a function of its own; main calls os.Exit when that has returned and its deferred calls have run",
		Outcomes:    corpus.Exactly("the process ended before the deferred Flush"),
		Judge:       countLines,
		Show:        detect.Outcome,
		Expect:      corpus.Expectations{detect.Outcome: corpus.Always()},
		Witness:     "in every run of the process itself the file is empty; no schedule, because the explorer ends before the process does",
		NotModelled: "effects after the end of the process",
		Program:     osExitSkipsDefer,
	}
}
