package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func atomicSelfAssignCase() corpus.Case {
	return corpus.Case{
		Slug:        "atomic-self-assign",
		Class:       corpus.DataRace,
		Story:       "The addition is atomic. Then its result is stored into the same variable again, by an assignment that is not, and takes back what others have added meanwhile.",
		Python:      "counter = counter.add(1)",
		Go:          "counter = atomic.AddInt64(&counter, 1)",
		MissingEdge: "nothing orders one goroutine's plain store before another's atomic addition",
		Chain:       "every access to counter is one atomic addition, each happens before the next, and the goroutines' ends before the return of Wait",
		Symptom:     "the total is too small",
		Repair:      "no assignment; with the type atomic.Int64 it would not compile",
		Outcomes:    corpus.Exactly("a sum was stored again after others had added to it"),
		Show:        detect.Race,
		Expect: corpus.Expectations{
			detect.Race:    corpus.Always(),
			detect.Outcome: corpus.Opportunistic("on one processor a goroutine does its thousand in one turn"),
		},
		Program: atomicSelfAssign,
	}
}
