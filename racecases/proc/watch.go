package proc

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"
)

// An End is how a child ended and what it printed.
type End struct {
	Output  string // standard output and error in the order of writing; empty if the command names writers
	Exit    int    // exit status, or 128 + the signal that ended the child
	Hung    bool   // the limit passed; Output ends in a goroutine dump
	Elapsed time.Duration
}

// forTheDump is how long a child may take to print its goroutines.
const forTheDump = 2 * time.Second

// Watch starts a command from [Command] with ctx and waits for its end. A child that is
// still there after the limit is asked for its goroutine dump, and killed if it does not
// even do that. What it has started and still has its output open is a part of it, but for
// processes that have left its group: after the limit these are left. progress, which may
// be nil, returns a number that grows whenever the child has completed something: the limit
// begins anew. It is looked at after each half of the limit. Errors are a [StartError], and
// ctx's.
func Watch(ctx context.Context, cmd *exec.Cmd, limit time.Duration, progress func() int64) (End, error) {
	return patience{limit, forTheDump, progress}.watch(ctx, cmd)
}

// patience is how long a child may go on.
type patience struct {
	limit    time.Duration
	dump     time.Duration // after the limit
	progress func() int64
}

func (p patience) watch(ctx context.Context, cmd *exec.Cmd) (End, error) {
	output, input, err := os.Pipe()
	if err != nil {
		return End{}, err
	}
	defer output.Close()
	if cmd.Stdout == nil && cmd.Stderr == nil {
		cmd.Stdout, cmd.Stderr = input, input
	}
	begin := time.Now()
	err = cmd.Start()
	_ = input.Close() // the child has its own
	if err != nil {
		return End{}, Started(err)
	}
	var out capped
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_, _ = io.Copy(&out, output)
		_ = cmd.Wait() // the status is in ProcessState
	}()
	hung := p.wait(ctx, cmd, ended)
	if !within(p.dump, ended, nil) {
		_ = output.Close()
		<-ended
	}
	if ctx.Err() != nil {
		return End{}, ctx.Err()
	}
	return End{Output: out.String(), Exit: exitStatus(cmd.ProcessState), Hung: hung, Elapsed: time.Since(begin)}, nil
}

// wait returns when the child has ended, or was killed, and whether it had to be asked to end.
func (p patience) wait(ctx context.Context, cmd *exec.Cmd, ended <-chan struct{}) (hung bool) {
	last := int64(0)
	for halves := 0; halves < 2; halves++ {
		if within(p.limit/2, ended, ctx.Done()) {
			return false
		}
		if p.progress == nil {
			continue
		}
		if now := p.progress(); now > last {
			halves, last = -1, now
		}
	}
	dump(cmd)
	if !within(p.dump, ended, ctx.Done()) {
		_ = kill(cmd) // it may have gone by itself in this moment
	}
	return true
}

// within reports whether a child has ended within a time, or is being killed.
func within(d time.Duration, ended, killed <-chan struct{}) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ended:
		return true
	case <-killed:
		return true
	case <-timer.C:
		return false
	}
}

// maxKept bounds what is kept of each end of a child's output: a report, or a dump of a
// thousand goroutines, fits.
const maxKept = 2 << 20

// capped keeps the beginning and the end of what is written to it: reports come at any
// time, and how a program has ended is said last. The buffers are not embedded: io.Copy
// would find a ReadFrom, which keeps all.
type capped struct {
	head, tail bytes.Buffer
	dropped    int
}

func (c *capped) Write(p []byte) (int, error) {
	first := min(len(p), maxKept-c.head.Len())
	c.head.Write(p[:first])
	c.tail.Write(p[first:])
	if more := c.tail.Len() - maxKept; more >= maxKept { // seldom, since it moves what is kept
		c.tail.Next(more)
		c.dropped += more
	}
	return len(p), nil
}

// String says where something was left out, on a line of its own.
func (c *capped) String() string {
	tail := c.tail.Bytes()
	more := max(0, len(tail)-maxKept)
	if c.dropped+more == 0 {
		return c.head.String() + string(tail)
	}
	return fmt.Sprintf("%s\n[%d bytes are left out]\n%s", c.head.String(), c.dropped+more, tail[more:])
}
