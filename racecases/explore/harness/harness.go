// Package harness is the main function of a process that explores programs, and the
// messages that it exchanges with the process that started it.
package harness

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// A Job is one search, or the replay of one schedule.
type Job struct {
	Entry string // the entry point of the program
	scheduler.Options
	RacyPairs model.Accesses // fail when two of these form a racy pair; nil: racy pairs do not fail
}

// A Result is the result of a job.
type Result struct {
	Answer  scheduler.Answer
	Error   string // why there is no answer
	Refused bool   // the program does what is not modelled, and the error says what
	Skipped bool   // the program skips itself, and the error says why
}

// An Entry is an entry point of a program.
type Entry struct {
	Run func(*scheduler.Run)

	// Bare is Run without the TestMain around it, and Tested reports whether the last Run
	// has come through that to the test. They are nil where there is no TestMain.
	Bare   func(*scheduler.Run)
	Tested func() bool
}

// A Find returns the entry point of a name.
type Find func(name string) (Entry, error)

// Main does the jobs that its only argument lists in JSON, one after the other, and
// writes a [Result] for each to stdout. It returns the exit status of the process.
func Main(args []string, stdout, stderr io.Writer, find Find) int {
	runtime.GOMAXPROCS(1) // one goroutine runs at a time, and hands over fastest so
	if err := do(args, json.NewEncoder(stdout), find); err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	return 0
}

func do(args []string, out *json.Encoder, find Find) error {
	if len(args) != 1 {
		return fmt.Errorf("want one argument, a list of jobs in JSON, and got %d", len(args))
	}
	var jobs []Job
	if err := json.Unmarshal([]byte(args[0]), &jobs); err != nil {
		return err
	}
	for _, job := range jobs {
		var r Result
		var err error
		if r.Answer, err = job.do(find); err != nil {
			r = Result{Error: err.Error(), Refused: errors.As(err, new(scheduler.RefusedError)), Skipped: errors.As(err, new(scheduler.SkippedError))}
		}
		if err := out.Encode(r); err != nil {
			return err
		}
	}
	return nil
}

// do explores the entry point; without its TestMain, if that does what is not modelled.
func (j Job) do(find Find) (scheduler.Answer, error) {
	e, err := find(j.Entry)
	if err != nil {
		return scheduler.Answer{}, err
	}
	a, err := j.explore(e.Run)
	if e.Bare == nil || e.Tested() || !errors.As(err, new(scheduler.RefusedError)) {
		return a, err
	}
	why := err.Error()
	a, err = j.explore(e.Bare)
	a.LeftOut = "TestMain, which is " + why
	return a, err
}

func (j Job) explore(f func(*scheduler.Run)) (scheduler.Answer, error) {
	program := model.Explored(f)
	if j.RacyPairs != nil {
		program = model.RacyPairs(f, j.RacyPairs)
	}
	return scheduler.Explore(context.Background(), j.Options, program)
}
