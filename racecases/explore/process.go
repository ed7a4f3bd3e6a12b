package explore

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/goreport"
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

// run has one child do several jobs. After one that leaves a goroutine running on, another child
// does the rest. A child that ends before all are done is an error.
func (p *Program) run(ctx context.Context, jobs ...Job) ([]result, string, error) {
	c, err := p.start(ctx, jobs...)
	if err != nil {
		return nil, "", err
	}
	var results []result
	for _, job := range jobs {
		r, err := c.do(job)
		if err != nil {
			return nil, c.said.String(), err
		}
		if results = append(results, r); r.Stuck {
			break
		}
	}
	if err := c.close(); err != nil {
		return nil, c.said.String(), c.died(err)
	}
	if len(jobs) == 1 {
		results[0].Answer.Processor = c.cmd.ProcessState.UserTime() + c.cmd.ProcessState.SystemTime()
	}
	said := c.said.String()
	if left := jobs[len(results):]; len(left) > 0 {
		more, saidThen, err := p.run(ctx, left...)
		return append(results, more...), said + saidThen, err
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

var crashLine = regexp.MustCompile(`(?m)^(?:panic|fatal error): .*|^unexpected fault address.*`)

// crash returns the first line of what the runtime says when a process dies of a
// panic or a fatal error, and the innermost place that is neither the runtime's nor
// the explorer's.
func crash(said string) (line, where string, ok bool) {
	at := crashLine.FindStringIndex(said)
	if at == nil {
		return "", "", false
	}
	stacks := goreport.Goroutines(said[at[1]:])
	for _, g := range stacks {
		for _, f := range g.Stack {
			if call := frame(f); call.Func != "panic" && !call.Own() {
				return said[at[0]:at[1]], call.String(), true
			}
		}
	}
	return said[at[0]:at[1]], "a place unknown", len(stacks) > 0
}
