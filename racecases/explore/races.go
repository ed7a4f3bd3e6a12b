package explore

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/goreport"
)

// alone reports whether a job needs a process for itself.
func (p *Program) alone(job Job) bool { return p.mode.Race && (job.Survey || job.Replay != "") }

// explainRaces says which goroutines race where, and tells the steps. A race that a search has
// found is replayed in another process: the detector numbers goroutines as the explorer does only
// where they are all new.
func (p *Program) explainRaces(ctx context.Context, job Job, a *scheduler.Answer, said string) (err error) {
	switch found := a.Failure != nil && a.Failure.Kind == scheduler.Race; {
	case found && job.Replay != "":
		_, err = explainRace(job, a.Failure, a.Trace, said)
	case job.Replay != "":
	case job.Survey:
		err = p.surveyRaces(ctx, job, a)
	case found:
		a.Trace, _, err = p.replayRace(ctx, job, a.Schedule.String(), a.Failure)
	}
	return err
}

// surveyRaces explains each race of a survey. Under the schedule of the second the first may
// come before it, which the survey had reported already: the replay goes on after that.
func (p *Program) surveyRaces(ctx context.Context, job Job, a *scheduler.Answer) error {
	known := map[string]bool{}
	distinct := a.Findings[:0]
	for _, f := range a.Findings {
		if f.Failure.Kind == scheduler.Race {
			trace, first, err := p.replayRace(ctx, job, f.Schedule.Behind(f.Steps), f.Failure)
			if err != nil {
				return err
			}
			f.Second = !first
			f.Trace, f.Fingerprint = trace, f.Failure.Fingerprint(f.Class)
		}
		if !known[f.Fingerprint] {
			distinct = append(distinct, f)
		}
		known[f.Fingerprint] = true
	}
	a.Findings = distinct
	if a.Verdict == scheduler.Fails {
		a.Failure, a.Trace = distinct[0].Failure, distinct[0].Trace
	}
	return nil
}

// replayRace explains a race by a replay in another process. It returns the steps, and
// whether no other race comes before it.
func (p *Program) replayRace(ctx context.Context, job Job, replay string, f *scheduler.Failure) (trace []scheduler.Event, first bool, err error) {
	job.Replay = replay
	a, said, err := p.runOne(ctx, job)
	if err != nil {
		return nil, false, err
	}
	if a.Failure == nil {
		a.Failure = &scheduler.Failure{}
	}
	first, err = explainRace(job, a.Failure, a.Trace, said)
	*f = *a.Failure
	return a.Trace, first, err
}

// explainRace adds to the failure of a replay what the detector has reported last, and
// reports whether that is all.
func explainRace(job Job, f *scheduler.Failure, trace []scheduler.Event, said string) (first bool, err error) {
	reports := goreport.Reports(said)
	if f.Kind != scheduler.Race || len(reports) == 0 {
		return false, fmt.Errorf("%s: the race detector reports something under schedule %s, and nothing when that is replayed", job.Entry, job.Replay)
	}
	last := reports[len(reports)-1]
	f.Stack, f.Races = last.Text, racing(last, f.Races[0].Goroutine, trace)
	return len(reports) == 1, nil
}

// racing puts a report into the explorer's terms. The detector numbers goroutines in
// the order of their creation, as the explorer does, but not from 0; the goroutine of the
// later access is known. Where a goroutine was created is in the trace: the detector sees
// no call that leads there through the model.
func racing(report goreport.Report, later int, trace []scheduler.Event) []scheduler.RacingAccess {
	var list []scheduler.RacingAccess
	for _, a := range report.Accesses {
		x := scheduler.RacingAccess{Goroutine: later + a.Goroutine - report.Accesses[0].Goroutine, Op: a.Kind, Where: places(a.Stack)}
		if a.Atomic {
			x.Op = "atomic " + a.Kind
		}
		if op := annotated(a.Stack); op != "" {
			x.Op, x.Where = op, last(trace, func(e scheduler.Event) bool { return e.Goroutine == x.Goroutine && e.Op == op })
		}
		x.Created = last(trace, func(e scheduler.Event) bool { return e.Goroutine == x.Goroutine && e.Op == "start" })
		list = append(list, x)
	}
	return list
}

// annotated names the operation of the model that stands for an access, or is empty. Where
// that was called the detector does not see: it knows the calls of code that it watches.
func annotated(stack []goreport.Frame) string {
	if len(stack) < 2 || stack[0].Func != "runtime.raceread" && stack[0].Func != "runtime.racewrite" {
		return ""
	}
	return strings.NewReplacer("/model.(*", "sync.", ")", "").Replace(strings.TrimPrefix(stack[1].Func, ownPath))
}

// last returns where the last of some steps is.
func last(trace []scheduler.Event, is func(scheduler.Event) bool) []scheduler.Frame {
	for _, e := range slices.Backward(trace) {
		if is(e) {
			return e.Where
		}
	}
	return nil
}

// places leaves out the calls that are the explorer's or the runtime's. If there are no
// others, the innermost is named all the same: the detector has not lost it.
func places(stack []goreport.Frame) (list []scheduler.Frame) {
	for _, f := range stack {
		if call := frame(f); !call.Own() {
			list = append(list, call)
		}
	}
	if len(list) == 0 && len(stack) > 0 {
		list = append(list, frame(stack[0]))
	}
	return list
}

func frame(f goreport.Frame) scheduler.Frame {
	return scheduler.Frame{Func: f.Func, File: f.File, Line: f.Line}
}
