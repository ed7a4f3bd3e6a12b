package explore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"

	"threadlab/racecases/explore/message"
	"threadlab/racecases/proc"
)

// A playing is a child process that reads its jobs from stdin.
type playing struct {
	end     context.CancelFunc
	cmd     *exec.Cmd
	jobs    io.WriteCloser
	results *message.Reader
	said    strings.Builder
}

func (p *Program) newPlaying(ctx context.Context) (*playing, error) {
	ctx, end := context.WithCancel(ctx)
	c := &playing{end: end, cmd: proc.Command(ctx, p.child, message.FromInput)}
	c.cmd.Dir, c.cmd.Stderr = p.folder, &c.said
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
		end()
		return nil, err
	}
	return c, nil
}

func (c *playing) do(job Job, r *result) error {
	if err := json.NewEncoder(c.jobs).Encode(job); err != nil {
		return err
	}
	return r.read(c.results)
}

// died says why a child has ended, by how it did and what went wrong for its parent.
func (c *playing) died(ended, err error) error {
	if said := c.said.String(); said != "" {
		return complaint(said)
	}
	return fmt.Errorf("the process that plays has ended: %w", errors.Join(err, ended))
}

func (c *playing) close() error {
	defer c.end()
	return errors.Join(c.jobs.Close(), c.cmd.Wait())
}
