// Command explored explores halves of cases. It means something only when the lessons
// in it are instrumented: package trial builds it so, and package explore starts it.
package main

import (
	"os"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
)

func main() { os.Exit(harness.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, find)) }

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
