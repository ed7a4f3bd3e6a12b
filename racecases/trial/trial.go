// Package trial runs one half of one case in one child process and hands back
// what the child said.
//
// A trial is a process because nothing less will do: race reports are not
// repeated within a process, leaked goroutines stay, fatal errors cannot be
// recovered, and Go's deadlock detection is off in a test binary.
package trial

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore"
)

// A Spec says which program to run, and how.
type Spec struct {
	Ref      corpus.Ref
	Half     corpus.Half
	Build    detect.Build
	Procs    int           // GOMAXPROCS; 0 stands for the number of CPUs
	Code     string        // import path of the code that reports should name; empty: the package of the case
	Deadline time.Duration // after this a child is asked for its goroutine dump; 0 stands for MaxDeadline
}

// Package returns the import path of the code that reports should name.
func (s Spec) Package() string {
	if s.Code != "" {
		return s.Code
	}
	return s.Ref.Package()
}

// The bounds of a deadline. A loaded machine must not make a slow child look hung.
const (
	MinDeadline = 500 * time.Millisecond
	MaxDeadline = 10 * time.Second
)

// DeadlineFor returns the deadline of a broken half from the median time of its
// correct twin: ten times that, within the bounds.
func DeadlineFor(median time.Duration) time.Duration {
	return min(max(10*median, MinDeadline), MaxDeadline)
}

// An Output is what one child left, before it is graded.
type Output struct {
	detect.Output
	Ref      corpus.Ref
	Half     corpus.Half
	Record   corpus.Record   // zero unless the half returned
	Done     bool            // the half returned and left its record, or called os.Exit and was judged
	Explored *explore.Report // of an explored half, what the explorer says of it
}

// output is what a child of the spec has left before it has run.
func (s Spec) output() Output {
	return Output{Output: detect.Output{Build: s.Build, Package: s.Package()}, Ref: s.Ref, Half: s.Half}
}

// maxOutput bounds what is kept of a child's output: a report or a dump of a
// thousand goroutines fits.
const maxOutput = 4 << 20

// Start runs a child that is not of the corpus: a test binary, say. It is watched
// and ended like any other, and leaves no record.
func Start(ctx context.Context, child *exec.Cmd, s Spec) (detect.Output, error) {
	o, err := start(ctx, child, s, func() int64 { return 0 })
	return o.Output, err
}

// start runs a child. Progress is a number that grows whenever the child has come
// to the end of something: its deadline begins anew.
func start(ctx context.Context, child *exec.Cmd, s Spec, progress func() int64) (Output, error) {
	a := s.output()
	child.Env = append(Environ(s.Procs), child.Env...)
	out := &capped{left: maxOutput}
	child.Stdout, child.Stderr = out, out
	ownGroup(child)
	if err := a.runChild(ctx, child, s.Deadline, progress); err != nil {
		return Output{}, err
	}
	a.Text = out.String()
	return a, nil
}

// Environ returns the environment of a child: this process's, without what would
// change how the Go runtime behaves, and with what makes reports complete, quick
// and relative to the module's root.
func Environ(procs int) []string {
	if procs == 0 {
		procs = runtime.NumCPU()
	}
	var env []string
	for _, kv := range os.Environ() {
		switch name, _, _ := strings.Cut(kv, "="); name {
		case "GORACE", "GODEBUG", "GOTRACEBACK", "GOMAXPROCS", "GOGC", "GOMEMLIMIT", "GOCOVERDIR":
		default:
			env = append(env, kv)
		}
	}
	return append(env,
		"GOMAXPROCS="+strconv.Itoa(procs),
		"GOTRACEBACK=all",
		// The default atexit_sleep_ms of 1000 makes a 20 ms trial take a second.
		"GORACE=atexit_sleep_ms=0 halt_on_error=0 history_size=7 strip_path_prefix=threadlab/",
	)
}

// runChild waits for the child's end. A child that is still there after the
// deadline gets the same time again, so that one slow moment of the machine is
// not taken for a hang; then it is asked for its dump, and killed if it will not
// even do that.
func (a *Output) runChild(ctx context.Context, child *exec.Cmd, deadline time.Duration, progress func() int64) error {
	begin := time.Now()
	if err := child.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	if deadline == 0 {
		deadline = MaxDeadline
	}
	const forTheDump = 2 * time.Second
	patience := []time.Duration{deadline, deadline, forTheDump}
	for step, so := 0, int64(0); ; step++ {
		if step == len(patience) {
			killGroup(child, syscall.SIGKILL)
			<-ended
			break
		}
		timer := time.NewTimer(patience[step])
		select {
		case <-ctx.Done():
			timer.Stop()
			killGroup(child, syscall.SIGKILL)
			<-ended
			return ctx.Err()
		case <-timer.C:
			if now := progress(); now > so && !a.Hung {
				step, so = -1, now
			}
			if step == 1 {
				a.Hung = true
				killGroup(child, syscall.SIGQUIT)
			}
			continue
		case <-ended:
			timer.Stop()
		}
		break
	}
	a.Elapsed = time.Since(begin)
	a.Exit = exitStatus(child.ProcessState)
	return nil
}

// leftByItself reports whether the half called os.Exit, and so left no record.
// Statuses 0 and 1 are its own: the Go runtime and the runner use others.
func (a *Output) leftByItself() bool { return !a.Hung && (a.Exit == 0 || a.Exit == 1) }

func exitStatus(p *os.ProcessState) int {
	if w, ok := p.Sys().(syscall.WaitStatus); ok && w.Signaled() {
		return 128 + int(w.Signal())
	}
	return p.ExitCode()
}

// capped keeps the first bytes written to it and drops the rest.
type capped struct {
	bytes.Buffer
	left int
}

func (c *capped) Write(p []byte) (int, error) {
	keep := p[:min(len(p), c.left)]
	c.left -= len(keep)
	c.Buffer.Write(keep)
	return len(p), nil
}
