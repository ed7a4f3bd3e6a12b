package explore

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"threadlab/racecases/explore/message"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/proc"
)

// A child is a process of the program, which does one job after the other.
type child struct {
	ctx     context.Context
	end     context.CancelFunc
	cmd     *exec.Cmd
	jobs    io.WriteCloser
	results *message.Reader
	said    strings.Builder // on standard error, as the race detector does
}

// start starts a child for some jobs, or for any.
func (p *Program) start(ctx context.Context, jobs ...Job) (*child, error) {
	c := &child{ctx: ctx}
	ctx, c.end = context.WithCancel(ctx)
	c.cmd = proc.Command(ctx, p.child)
	c.cmd.Dir, c.cmd.Stderr = p.folder, &c.said
	c.cmd.Env = append(os.Environ(), "GORACE="+os.Getenv("GORACE")+" "+detectorOptions(jobs))
	in, err := c.cmd.StdinPipe()
	if err == nil {
		var out io.Reader
		out, err = c.cmd.StdoutPipe()
		c.jobs, c.results = in, message.NewReader(out)
	}
	if err == nil {
		err = proc.Started(c.cmd.Start())
	}
	if err != nil {
		c.end()
		return nil, err
	}
	return c, nil
}

// do has the child do a job. After an error the child is no more.
func (c *child) do(job Job) (result, error) {
	err := json.NewEncoder(c.jobs).Encode(job)
	if err == nil {
		var r message.Result
		if r, err = c.results.Next(); err == nil {
			return result(r), nil
		}
	}
	return result{}, c.died(cmp.Or(c.close(), err))
}

// close has the child end, and waits for that. It may print without end before, which is read.
func (c *child) close() error {
	defer c.end()
	err := c.jobs.Close()
	for read := error(nil); read == nil; {
		_, read = c.results.Next()
	}
	return cmp.Or(c.cmd.Wait(), err)
}

// died says why a child has ended that should not have, or why it ended badly.
func (c *child) died(err error) error {
	if c.ctx.Err() != nil {
		return c.ctx.Err()
	}
	if said := c.said.String(); errors.As(err, new(*exec.ExitError)) && said != "" {
		return complaint(said)
	}
	return fmt.Errorf("the process that explores has ended: %w", err)
}

// A result is what a child wrote of a job.
type result message.Result

func (r result) err() error {
	switch {
	case r.Refused:
		return RefusedError(r.Error)
	case r.Skipped:
		return scheduler.SkippedError(r.Error)
	case r.Error != "":
		return errors.New(r.Error)
	}
	return nil
}
