// Command child explores one half of one case. It means something only when the
// lessons in it are instrumented: package explore builds and starts it.
package main

import (
	"os"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
)

func main() { os.Exit(harness.Main(os.Args[1:], os.Stdout, os.Stderr, find)) }

func find(name string) (func(*scheduler.Run), error) {
	ref, err := lessons.Find(name)
	return func(r *scheduler.Run) { half(r, ref.Case) }, err
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
