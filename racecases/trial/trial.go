// Package trial runs one half of one case in one child process and hands back
// what the child said.
//
// A trial is a process because nothing less will do: race reports are not
// repeated within a process, leaked goroutines stay, fatal errors cannot be
// recovered, and Go's deadlock detection is off in a test binary.
package trial

import (
	"cmp"
	"context"
	"os/exec"
	"strings"
	"time"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/proc"
)

// A Spec says which program to run, and how.
type Spec struct {
	Ref      corpus.Ref
	Half     corpus.Half
	Build    detect.Build
	Procs    int           // GOMAXPROCS; 0 stands for the number of CPUs
	Deadline time.Duration // after this a child is asked for its goroutine dump; 0 stands for MaxDeadline
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
	Record   corpus.Record  // zero unless the half returned
	Done     bool           // the half returned and left its record, or called os.Exit and was judged
	Explored *survey.Result // of an explored half, what the explorer says of it
}

// output is what a child of the spec has left before it has run.
func (s Spec) output() Output {
	return Output{Output: detect.Output{Build: s.Build, Package: s.Ref.Package()}, Ref: s.Ref, Half: s.Half}
}

// start runs a child. A child that is still there after the deadline gets the same
// time again, so that one slow moment of the machine is not taken for a hang. Progress
// is as [proc.Watch] has it.
func start(ctx context.Context, child *exec.Cmd, s Spec, progress func() int64) (Output, error) {
	child.Env = append(proc.Environ(s.Procs), child.Env...)
	end, err := proc.Watch(ctx, child, 2*cmp.Or(s.Deadline, MaxDeadline), progress)
	if err != nil {
		return Output{}, err
	}
	o := s.output()
	o.Text, o.Exit, o.Hung, o.Elapsed = end.Output, end.Exit, end.Hung, end.Elapsed
	return o, nil
}

// lost reports whether the runner could not write what its half has done, and why.
func (a *Output) lost() (why string, lost bool) {
	text := strings.TrimSpace(a.Text)
	why, lost = strings.CutPrefix(text[strings.LastIndexByte(text, '\n')+1:], corpus.LostPrefix)
	return why, lost && a.Exit == corpus.ExitLost
}

// leftByItself reports whether the half called os.Exit, and so left no record.
// Statuses 0 and 1 are its own: the Go runtime and the runner use others.
func (a *Output) leftByItself() bool { return !a.Hung && (a.Exit == 0 || a.Exit == 1) }
