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
	"time"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/sched"
)

// StatusRefused is the exit status that says: the program does what is not
// modelled. What that is stands on standard error.
const StatusRefused = 3

// Main explores the program that its last argument names and writes the answer
// to stdout, as JSON. It returns the exit status of the process.
func Main(args []string, stdout, stderr io.Writer, find func(name string) (func(*sched.Run), error)) int {
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
	program, err := find(flags.Arg(0))
	var a sched.Answer
	if err == nil {
		a, err = explore(program, *replay, *limit, o)
	}
	if err == nil {
		err = json.NewEncoder(stdout).Encode(a)
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		if errors.As(err, new(sched.RefusedError)) {
			return StatusRefused
		}
		return 2
	}
	return 0
}

func explore(f func(*sched.Run), replay string, limit time.Duration, o sched.Options) (sched.Answer, error) {
	runtime.GOMAXPROCS(1) // one goroutine runs at a time, and hands over fastest so
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	program := model.Explored(f)
	if replay == "" {
		return sched.Explore(ctx, o, program)
	}
	schedule, err := sched.ParseSchedule(replay)
	if err != nil {
		return sched.Answer{}, err
	}
	return sched.Replay(ctx, o, schedule, program)
}
