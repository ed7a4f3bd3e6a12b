package explore

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"

	"threadlab/racecases/explore/message"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/proc"
)

// runOne has a child do one job. It also returns what the child said on standard error,
// as the race detector does.
func (p *Program) runOne(ctx context.Context, job Job) (scheduler.Answer, string, error) {
	results, said, err := p.run(ctx, job)
	if err != nil {
		return scheduler.Answer{}, said, about(job, err)
	}
	return results[0].Answer, said, about(job, results[0].err())
}

// about names the entry point in an error that is no reason of its own.
func about(job Job, err error) error {
	if err == nil || errors.As(err, new(RefusedError)) || errors.As(err, new(scheduler.SkippedError)) {
		return err
	}
	return fmt.Errorf("%s: %w", job.Entry, err)
}

// A result is what a child wrote of a job.
type result message.Result

// read reads the next result that a child has written.
func (r *result) read(from *message.Reader) error {
	next, err := from.Next()
	*r = result(next)
	return err
}

func (r result) err() error {
	switch {
	case r.Refused:
		return RefusedError{r.Error}
	case r.Skipped:
		return scheduler.SkippedError(r.Error)
	case r.Error != "":
		return errors.New(r.Error)
	}
	return nil
}

// run has one child do several jobs. A child that ends before all are done is an error.
func (p *Program) run(ctx context.Context, jobs ...Job) ([]result, string, error) {
	arg, err := json.Marshal(jobs)
	if err != nil {
		return nil, "", err
	}
	var out, errs bytes.Buffer
	cmd := proc.Command(ctx, p.child, string(arg))
	cmd.Dir, cmd.Stdout, cmd.Stderr = p.folder, &out, &errs
	cmd.Env = append(os.Environ(), "GORACE="+os.Getenv("GORACE")+" "+detectorOptions(jobs))
	err = proc.Started(cmd.Run())
	said := errs.String()
	if ctx.Err() != nil {
		return nil, said, ctx.Err()
	}
	if errors.As(err, new(*exec.ExitError)) && said != "" {
		err = complaint(said)
	}
	if err != nil {
		return nil, said, err
	}
	used := cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	results := make([]result, len(jobs))
	answers := message.NewReader(&out)
	for i := range results {
		if err := results[i].read(answers); err != nil {
			return nil, said, fmt.Errorf("reading the answer: %w", err)
		}
	}
	if len(results) == 1 {
		results[0].Answer.Processor = used
	}
	return results, said, nil
}

// detectorOptions are those of the race detector, of which the last wins. Without them a
// child waits a second at its end, and a report is its exit status. What one search has
// reported another one is to report as well; but a survey, which goes on after a race, has a
// process for itself and sees each pair of stacks once, as does a replay that goes on.
func detectorOptions(jobs []Job) string {
	options := "atexit_sleep_ms=0 exitcode=0 halt_on_error=0 log_path=stderr suppress_equal_addresses=0"
	if !slices.ContainsFunc(jobs, surveys) {
		options += " suppress_equal_stacks=0"
	}
	return options
}

func surveys(job Job) bool {
	_, behind, _ := scheduler.ParseReplay(job.Replay)
	return job.Survey && job.Replay == "" || behind > 0
}

// complaint makes an error of what a child said before it died.
func complaint(said string) error {
	if line, where, crashed := crash(said); crashed {
		return fmt.Errorf("the explored process crashed, which no schedule may: %s, at %s", line, where)
	}
	return errors.New(strings.TrimSpace(said))
}

var (
	crashLine  = regexp.MustCompile(`(?m)^(?:panic|fatal error): .*|^unexpected fault address.*`)
	frameLine  = regexp.MustCompile(`(?m)^\t(\S+\.go:\d+)`)
	machinery  = regexp.MustCompile(`/runtime/|^runtime/|explore/(scheduler|model|harness)/`)
	nowhere    = "a place unknown"
	goroutines = regexp.MustCompile(`(?m)^goroutine `)
)

// crash returns the first line of what the runtime says when a process dies of a
// panic or a fatal error, and the innermost place that is neither the runtime's nor
// the explorer's.
func crash(said string) (line, where string, ok bool) {
	at := crashLine.FindStringIndex(said)
	if at == nil || !goroutines.MatchString(said[at[1]:]) {
		return "", "", false
	}
	line, where = said[at[0]:at[1]], nowhere
	for _, frame := range frameLine.FindAllStringSubmatch(said[at[1]:], -1) {
		if !machinery.MatchString(frame[1]) {
			where = frame[1]
			break
		}
	}
	return line, where, true
}
