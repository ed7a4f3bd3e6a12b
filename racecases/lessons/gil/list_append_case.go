package gil

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func listAppendCase() corpus.Case {
	return corpus.Case{
		Slug:        "list-append",
		Class:       corpus.DataRace,
		Story:       "Two workers append to one list. In Python, with the GIL or without, an append is one step, because the list locks itself. A Go slice is three words, and append is a function of them: both workers write to the same place behind the end, and one result is gone.",
		Python:      "results.append(x)  # safe on python3.13t too",
		Go:          "results = append(results, x)",
		MissingEdge: "nothing orders one worker's store to results before the other's load",
		Chain:       "each Unlock happens before the next Lock returns, so every append reads the three words that the one before it stored",
		Symptom:     "some results are missing",
		Repair:      "hold one mutex around each append, or give each worker a slice of its own",
		Outcomes:    corpus.Exactly("two appends wrote to the same place"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("on one processor a worker appends its thousand in one turn"),
		},
		Program: listAppend,
	}
}
