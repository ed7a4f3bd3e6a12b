package main

import (
	"cmp"

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
	row := c.Grade(outcome)
	text := func() string { return cmp.Or(run.Detail(), outcome) + ": " + row.Means }
	if r.Played() {
		r.Returns(text() + " (" + string(row.Grade) + ")")
	}
	if row.Grade == corpus.Forbidden {
		r.Fail(scheduler.Outcome, "%s", text())
	}
}
