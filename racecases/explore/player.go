package explore

import (
	"context"

	"threadlab/racecases/explore/scheduler"
)

// A Player has a child process do one job after the other, for front ends: it answers at once,
// and keeps nothing of a job for the next one. If the child dies, or a goroutine of the program
// runs on in it, the next job is for a new one. A Player is for one goroutine at a time.
type Player struct {
	program *Program
	ctx     context.Context // ends every child
	child   *child          // nil: there is none
}

// Player starts a child. It lives until Close, or ctx ends, or this process does.
func (p *Program) Player(ctx context.Context) (*Player, error) {
	child, err := p.start(ctx)
	return &Player{program: p, ctx: ctx, child: child}, err
}

// State returns what an entry point looks like after the moves of the job's play. The program must be
// built with [BuildMode].Played. Errors are those of Explore, and one that says that the
// schedule is of another program.
func (c *Player) State(job Job) (scheduler.State, error) {
	r, err := c.do(job)
	if err != nil {
		return scheduler.State{}, about(job, err)
	}
	c.program.trimState(r.State)
	return *r.State, nil
}

// Search is [Program.Explore] in this child.
func (c *Player) Search(job Job) (Report, error) {
	r, err := c.do(job)
	return c.program.report(job, r.Answer, err), about(job, err)
}

// do has the child do a job.
func (c *Player) do(job Job) (r result, err error) {
	if c.child == nil {
		if c.child, err = c.program.start(c.ctx); err != nil {
			return r, err
		}
	}
	if r, err = c.child.do(job); err != nil {
		c.child = nil
		return r, err
	}
	if r.Stuck {
		_ = c.Close() // how it ends does not matter
	}
	return r, r.err()
}

// Close ends the child.
func (c *Player) Close() error {
	if c.child == nil {
		return nil
	}
	defer func() { c.child = nil }()
	return c.child.close()
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
