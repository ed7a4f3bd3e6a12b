package survey

import (
	"context"
	"slices"
	"time"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// explore searches a test for a share of the time, and puts on the agenda what promises
// to bring more: a longer search, or one in another build.
func (t *test) explore(ctx context.Context, b *build, share, had time.Duration) {
	s := t.suite
	granted := s.budget.grant(share, had)
	if granted == 0 || ctx.Err() != nil {
		return
	}
	options := s.Options
	options.Survey, options.Time, options.Accesses = true, granted, b.mode.MemoryAccesses
	options.Seed += uint64(had / firstShare) // what is drawn is another part each time
	begin := time.Now()
	report, _ := b.program.Explore(ctx, t.Test, options) // an error is in the report as well
	took := time.Since(begin)
	s.budget.back(granted - took)
	if ctx.Err() != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if b.mode != (explore.BuildMode{}) && report.Verdict == explore.Refused {
		s.watch.Note("not explored in the build " + b.mode.String() + ": " + t.Package + " " + report.Why)
	}
	t.fold(report, b.mode)
	s.watch.Result(t.Result)
	if more(report) {
		s.search(t, b, growth*share, had+took)
	}
	t.other(report, b.mode)
}

// more reports whether a longer search could find more.
func more(r explore.Report) bool { return r.Verdict != explore.Refused && !r.Complete }

// choices reports whether a test has more than one schedule.
func choices(r explore.Report) bool { return r.Schedules > 1 }

// other has a test explored in the builds that say more of it. The race detector looks on
// where there is more than one schedule. Points at memory accesses show what a race does,
// and stand in for the detector where it cannot look on.
func (t *test) other(r explore.Report, mode explore.BuildMode) {
	s := t.suite
	raced := slices.ContainsFunc(r.Findings, func(f explore.Finding) bool { return f.Failure.Kind == scheduler.Race })
	switch {
	case r.Verdict == explore.Refused:
	case mode.Race && raced, !s.races && choices(r):
		t.in(explore.BuildMode{MemoryAccesses: true})
	case s.races && choices(r):
		t.in(explore.BuildMode{Race: true})
	}
}

// in has the test explored in another build, unless it is.
func (t *test) in(mode explore.BuildMode) {
	if t.modes[mode] {
		return
	}
	t.modes[mode] = true
	if b := t.suite.want(mode); b.program != nil {
		t.suite.search(t, b, firstShare, 0)
	} else {
		b.waiting = append(b.waiting, t)
	}
}
