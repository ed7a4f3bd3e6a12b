package explore

import (
	"context"
	"fmt"
	"slices"

	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/goreport"
)

// search has a child do a job. The race detector reports a pair of stacks once in a
// process, and so a race that was found is replayed in another one, to say which
// goroutines race where and to tell the steps.
func (p *Program) search(ctx context.Context, job Job) (scheduler.Answer, error) {
	a, said, err := p.runOne(ctx, job)
	if err != nil || a.Failure == nil || a.Failure.Kind != scheduler.Race {
		return a, err
	}
	replay := a
	if job.Replay == "" {
		job.Replay = a.Schedule.String()
		if replay, said, err = p.runOne(ctx, job); err != nil {
			return a, err
		}
	}
	reports := goreport.Reports(said)
	if replay.Failure == nil || replay.Failure.Kind != scheduler.Race || len(reports) == 0 {
		return a, fmt.Errorf("%s: the race detector reports something under schedule %v, and nothing when that is replayed", job.Entry, a.Schedule)
	}
	a.Failure, a.Trace = replay.Failure, replay.Trace
	a.Failure.Stack, a.Failure.Races = reports[0].Text, racing(reports[0], a.Failure.Races[0].Goroutine, a.Trace)
	return a, nil
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
		made := func(e scheduler.Event) bool { return e.Goroutine == x.Goroutine && e.Op == "start" }
		if i := slices.IndexFunc(trace, made); i >= 0 {
			x.Created = trace[i].Where
		}
		list = append(list, x)
	}
	return list
}

// places leaves out the calls that are the explorer's or the runtime's.
func places(stack []goreport.Frame) []scheduler.Frame {
	var list []scheduler.Frame
	for _, f := range stack {
		if !scheduler.Own(f.Func) {
			list = append(list, scheduler.Frame{Func: f.Func, File: f.File, Line: f.Line})
		}
	}
	return list
}
