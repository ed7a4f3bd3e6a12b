// Package harness is the main function of a process that explores programs.
package harness

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"

	"threadlab/racecases/explore/message"
	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

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

// Main does the jobs that come as JSON on stdin, each as it comes, and writes the result of each
// to stdout. One that leaves a goroutine running on is the last. It returns the exit status of the
// process.
func Main(stdin io.Reader, stdout, stderr io.Writer, find Find) int {
	runtime.GOMAXPROCS(1) // one goroutine runs at a time, and hands over fastest so
	if err := doAll(stdin, stdout, find); err != nil {
		fmt.Fprintln(stderr, err)
		return 2
	}
	return 0
}

func doAll(in io.Reader, out io.Writer, find Find) error {
	for decoder := json.NewDecoder(in); ; {
		var job message.Job
		if err := decoder.Decode(&job); err == io.EOF {
			return nil
		} else if err != nil {
			return fmt.Errorf("want jobs in JSON on standard input: %w", err)
		}
		r := Do(job, find)
		if err := message.Write(out, r); err != nil || r.Stuck {
			return err
		}
	}
}

// Do does one job. It keeps nothing for the next one.
func Do(job message.Job, find Find) message.Result {
	r, err := do(job, find)
	if err != nil {
		return message.Result{
			Error: err.Error(), Refused: errors.As(err, new(scheduler.RefusedError)), Skipped: errors.As(err, new(scheduler.SkippedError)),
			Stuck: errors.As(err, new(scheduler.StuckError)),
		}
	}
	r.Stuck = r.Answer.Stuck
	return r
}

// do explores the entry point; without its TestMain, if that does what is not modelled.
func do(j message.Job, find Find) (message.Result, error) {
	e, err := find(j.Entry)
	if err != nil {
		return message.Result{}, err
	}
	r, err := explore(j, e.Run)
	if e.Bare == nil || e.Tested() || !errors.As(err, new(scheduler.RefusedError)) {
		return r, err
	}
	why := err.Error()
	r, err = explore(j, e.Bare)
	if r.Answer.LeftOut = "TestMain, which is " + why; r.State != nil {
		r.State.LeftOut = r.Answer.LeftOut
	}
	return r, err
}

func explore(j message.Job, f func(*scheduler.Run)) (r message.Result, err error) {
	program := model.Explored(f)
	if j.RacyPairs != nil {
		program = model.RacyPairs(f, j.RacyPairs)
	}
	if j.Play != nil {
		state, err := j.Play.State(context.Background(), j.Options, program)
		return message.Result{State: &state}, err
	}
	r.Answer, err = scheduler.Explore(context.Background(), j.Options, program)
	return r, err
}
