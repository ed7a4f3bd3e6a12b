// Command child explores one half of one case and writes what it found to standard
// output, as JSON. It means something only when the lessons in it are instrumented:
// package explore builds and starts it.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/sched"
	"threadlab/racecases/lessons"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(args []string, stdout, stderr io.Writer) int {
	var o sched.Options
	flags := flag.NewFlagSet("child", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.IntVar(&o.Delays, "delays", 0, "")
	flags.IntVar(&o.Schedules, "schedules", 0, "")
	flags.IntVar(&o.Steps, "steps", 0, "")
	flags.Uint64Var(&o.Seed, "seed", 0, "")
	limit := flags.Duration("time", time.Hour, "")
	replay := flags.String("replay", "", "")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	a, err := explore(flags.Arg(0), *replay, *limit, o)
	if err == nil {
		err = json.NewEncoder(stdout).Encode(a)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	return 0
}

func explore(name, replay string, limit time.Duration, o sched.Options) (sched.Answer, error) {
	ref, err := lessons.Find(name)
	if err != nil {
		return sched.Answer{}, err
	}
	runtime.GOMAXPROCS(1) // one goroutine runs at a time, and hands over fastest so
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	program := model.Explored(func(r *sched.Run) { half(r, ref.Case) })
	if replay == "" {
		return sched.Explore(ctx, o, program)
	}
	schedule, err := sched.ParseSchedule(replay)
	if err != nil {
		return sched.Answer{}, err
	}
	return sched.Replay(ctx, o, schedule, program)
}

// half runs the half and grades its outcome.
func half(r *sched.Run, c corpus.Case) {
	run := corpus.NewExploredRun()
	outcome := c.Program(run)
	if row := c.Grade(outcome); row.Grade == corpus.Forbidden {
		text := outcome + ": " + row.Means
		if run.Detail() != "" {
			text = run.Detail() + ": " + row.Means
		}
		r.Fail(sched.Outcome, "%s", text)
	}
}
