package explore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"

	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/proc"
)

// Play returns what an entry point looks like after the moves of a play. The program must be
// built with [BuildMode].Played. Errors are those of Explore, and one that says that the
// schedule is of another program. For more than one state see [Program.Player].
func (p *Program) Play(ctx context.Context, entry string, play scheduler.Play, o Options) (scheduler.State, error) {
	player, err := p.Player(ctx)
	if err != nil {
		return scheduler.State{}, err
	}
	defer player.Close()
	return player.Play(entry, play, o)
}

// A Player is a child process that does one job after the other, for front ends: it answers
// at once, and keeps nothing of a job for the next one. It is for one goroutine at a time.
type Player struct {
	program *Program
	end     context.CancelFunc
	cmd     *exec.Cmd
	jobs    io.WriteCloser
	results *json.Decoder
	said    strings.Builder
}

// Player starts a child. It lives until Close, or ctx ends, or this process does.
func (p *Program) Player(ctx context.Context) (*Player, error) {
	ctx, end := context.WithCancel(ctx)
	c := &Player{program: p, end: end, cmd: proc.Command(ctx, p.child, harness.FromInput)}
	c.cmd.Dir, c.cmd.Stderr = p.folder, &c.said
	in, err := c.cmd.StdinPipe()
	if err == nil {
		var out io.Reader
		out, err = c.cmd.StdoutPipe()
		c.jobs, c.results = in, json.NewDecoder(out)
	}
	if err == nil {
		err = proc.Started(c.cmd.Start())
	}
	if err != nil {
		end()
		return nil, err
	}
	return c, nil
}

// Play is [Program.Play] in this child.
func (c *Player) Play(entry string, play scheduler.Play, o Options) (scheduler.State, error) {
	return c.State(Job{Entry: entry, Play: &play, Options: o})
}

// State is Play for a job that says more.
func (c *Player) State(job Job) (scheduler.State, error) {
	r, err := c.do(job)
	if err != nil {
		return scheduler.State{}, about(job, err)
	}
	c.program.trimState(r.State)
	return *r.State, nil
}

// Explore is [Program.Explore] in this child.
func (c *Player) Explore(entry string, o Options) (Report, error) {
	return c.Search(Job{Entry: entry, Options: o})
}

// Search is Explore for a job that says more.
func (c *Player) Search(job Job) (Report, error) {
	r, err := c.do(job)
	if err != nil {
		return c.program.Refused(job, err), about(job, err)
	}
	return c.program.report(job, r.Answer), nil
}

// do has the child do a job. If it dies there are no more answers.
func (c *Player) do(job Job) (r result, err error) {
	if err := json.NewEncoder(c.jobs).Encode(job); err == nil {
		if err = c.results.Decode(&r); err == nil {
			return r, r.err()
		}
	}
	err = c.Close()
	if said := c.said.String(); said != "" {
		return r, complaint(said)
	}
	return r, fmt.Errorf("the process that plays has ended: %w", errors.Join(err, io.ErrUnexpectedEOF))
}

// Close ends the child.
func (c *Player) Close() error {
	defer c.end()
	return errors.Join(c.jobs.Close(), c.cmd.Wait())
}

// trimState names places as reports do.
func (p *Program) trimState(s *scheduler.State) {
	for _, g := range s.Goroutines {
		p.shorten(g.Where)
		p.shorten(g.Created)
	}
	for _, x := range s.Race {
		p.shorten(x.Where)
		p.shorten(x.Created)
	}
	p.trim(s.Failure, s.Trace)
}
