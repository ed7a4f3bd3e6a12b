package main

import (
	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
)

func find(name string) (harness.Entry, error) {
	ref, err := lessons.Find(name)
	if err == nil && ref.Case.Judge != nil {
		err = scheduler.RefusedError("effects after the end of the process, which " + name + " is judged by")
	}
	return harness.Entry{Run: func(r *scheduler.Run) { half(r, ref.Case) }}, err
}

// half runs the half and grades its outcome.
func half(r *scheduler.Run, c corpus.Case) {
	run := corpus.NewExploredRun()
	outcome := c.Program(run)
	if row := c.Grade(outcome); row.Grade == corpus.Forbidden {
		text := outcome + ": " + row.Means
		if run.Detail() != "" {
			text = run.Detail() + ": " + row.Means
		}
		r.Fail(scheduler.Outcome, "%s", text)
	}
}
