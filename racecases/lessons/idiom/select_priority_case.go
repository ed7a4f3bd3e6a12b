package idiom

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
)

func selectPriorityCase() corpus.Case {
	return corpus.Case{
		Slug:        "select-priority",
		Class:       corpus.OrderViolation,
		Story:       "A worker selects between quit and the next job, quit first. But a select has no first: of the cases that are ready it takes one at random, so every second worker takes a job after it was told to quit.",
		Python:      "if quit.is_set(): return  # asked before each job",
		Go:          "select { case <-quit: ...; case job := <-jobs: ... }",
		MissingEdge: "the close of quit happens before the select, but nothing makes the select look there first",
		Chain:       "the close of quit happens before the go statement, so the first select finds it closed and the worker never reaches the second",
		Symptom:     "work that goes on after the shutdown",
		Repair:      "look at quit by itself before each select",
		Outcomes:    corpus.Exactly("a job was done after quit"),
		Show:        detect.Outcome,
		Expect: corpus.Expectations{
			detect.Outcome: corpus.Always(),
			detect.Race:    corpus.Never("channels order everything that happens"),
		},
		Program: selectPriority,
	}
}
