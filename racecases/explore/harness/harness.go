// Package harness is the main function of a process that explores programs, and the
// way in which it and the process that started it understand each other.
package harness

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// StatusRefused is the exit status that says: the program does what is not
// modelled. What that is stands on standard error.
const StatusRefused = 3

// Main explores the program that its last argument names and writes the answer
// to stdout, as JSON. It returns the exit status of the process. With -replays it
// replays a schedule of each program that it is given, as NAME=SCHEDULE, and
// writes a [Replayed] for each.
func Main(args []string, stdout, stderr io.Writer, find func(name string) (func(*scheduler.Run), error)) int {
	var o options
	flags := flag.NewFlagSet("child", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar((*string)(&o.Strategy), "strategy", "", "")
	flags.IntVar(&o.Delays, "delays", 0, "")
	flags.IntVar(&o.Schedules, "schedules", 0, "")
	flags.IntVar(&o.Steps, "steps", 0, "")
	flags.Uint64Var(&o.Seed, "seed", 0, "")
	flags.BoolVar(&o.NoEarlyTimers, "patient", false, "")
	flags.BoolVar(&o.AllowLeaks, "outlive", false, "")
	flags.DurationVar(&o.limit, "time", time.Hour, "")
	flags.StringVar(&o.replay, "replay", "", "")
	flags.StringVar(&o.meet, "meet", "", "")
	replays := flags.Bool("replays", false, "")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	runtime.GOMAXPROCS(1) // one goroutine runs at a time, and hands over fastest so
	var err error
	if *replays {
		err = replay(flags.Args(), stdout, find, o)
	} else {
		var a scheduler.Answer
		if a, err = explore(flags.Arg(0), find, o); err == nil {
			err = json.NewEncoder(stdout).Encode(a)
		}
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		if errors.As(err, new(scheduler.RefusedError)) {
			return StatusRefused
		}
		return 2
	}
	return 0
}

type options struct {
	scheduler.Options
	limit  time.Duration
	replay string
	meet   string // where the marked accesses are, to find a schedule in which two meet
}

func explore(name string, find func(string) (func(*scheduler.Run), error), o options) (scheduler.Answer, error) {
	f, err := find(name)
	if err != nil {
		return scheduler.Answer{}, err
	}
	ctx, cancel := context.WithTimeout(context.Background(), o.limit)
	defer cancel()
	program := model.Explored(f)
	if o.meet != "" {
		program = model.RacyPairs(f, model.ParseAccesses(o.meet))
	}
	if o.replay == "" {
		return scheduler.Explore(ctx, o.Options, program)
	}
	schedule, err := scheduler.ParseSchedule(o.replay)
	if err != nil {
		return scheduler.Answer{}, err
	}
	return scheduler.Replay(ctx, o.Options, schedule, program)
}

// Replayed is what came of one schedule of many; it has no trace.
type Replayed struct {
	Answer scheduler.Answer
	Error  string `json:",omitempty"`
}

func replay(schedules []string, stdout io.Writer, find func(string) (func(*scheduler.Run), error), o options) error {
	for _, arg := range schedules {
		name, schedule, _ := strings.Cut(arg, "=")
		o.replay = schedule
		var r Replayed
		var err error
		if r.Answer, err = explore(name, find, o); err != nil {
			r.Error = err.Error()
		}
		r.Answer.Trace = nil
		if err := json.NewEncoder(stdout).Encode(r); err != nil {
			return err
		}
	}
	return nil
}
