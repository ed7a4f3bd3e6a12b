package thread

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func noJoinCase() corpus.Case {
	return corpus.Case{
		Slug:        "no-join",
		Class:       corpus.OrderViolation,
		Story:       "The parent starts a thread for each of five pages and returns. In Python the interpreter waits for its threads at exit; a Go process ends with its main function, and what has not been printed by then never is. The counter is atomic, so no two accesses race: only the order is missing.",
		Python:      "for page in pages: Thread(target=print_page, args=(page,)).start()",
		Go:          "go func() { ... printed.Add(1) }()",
		MissingEdge: "nothing orders the end of the threads before the parent's last load of printed",
		Chain:       "each thread's Add to printed happens before its end, and all five ends before the return of Wait, behind which printed is loaded",
		Symptom:     "pages are missing from the output, and the exit status is 0",
		Repair:      "join every thread before returning",
		Outcomes:    corpus.Exactly("the parent returned before every page was printed"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Sometimes(0.5),
			detect.Race:    corpus.Never("the counter is atomic: no access is unsynchronised"),
		},
		Program: noJoin,
	}
}
