package main

import (
	"cmp"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
)

// finder returns what finds the halves: a process that plays does thousands of jobs.
func finder() harness.Find {
	known := map[string]corpus.Case{}
	for _, ref := range corpus.Refs(lessons.All()) {
		known[ref.Name()] = ref.Case
	}
	return func(name string) (harness.Entry, error) {
		c, ok := known[name]
		switch {
		case !ok:
			_, err := lessons.Find(name) // it says which are like it
			return harness.Entry{}, err
		case c.Judge != nil:
			return harness.Entry{}, scheduler.RefusedError("effects after the end of the process, which " + name + " is judged by")
		}
		return harness.Entry{Run: func(r *scheduler.Run) { half(r, c) }}, nil
	}
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
