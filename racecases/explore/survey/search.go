package survey

import (
	"context"
	"errors"
	"slices"
	"time"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// explore searches a test for a share of the time, and puts on the agenda what promises
// to bring more: a longer search, or one in another build.
func (t *test) explore(ctx context.Context, b *build, share, had time.Duration) {
	s := t.suite
	granted := s.budget.grant(share, had, t.begun[b.mode])
	if granted == 0 || ctx.Err() != nil {
		return
	}
	options := s.Options
	options.Survey, options.Time, options.Accesses = true, granted, b.mode.MemoryAccesses
	options.Seed += uint64(had / firstShare) // what is drawn is another part each time
	begin := time.Now()
	report, err := b.program.Explore(ctx, t.Test, options)
	took := time.Since(begin)
	s.budget.back(granted - took)
	if ctx.Err() != nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t.fold(report, b.mode)
	t.begun[b.mode] = report.Delays >= 0 || len(report.Findings) > 0
	s.watch.Result(t.Result)
	if t.more(report) {
		s.search(t, b, growth*share, had+took)
	}
	if !errors.As(err, new(explore.RefusedError)) { // other builds do what is not modelled as well
		t.other(report, b.mode, share)
	}
}

// more reports whether a longer search could find more.
func (t *test) more(r explore.Report) bool {
	return r.Verdict != explore.Refused && r.Verdict != explore.Skipped && !r.Complete && t.suite.Options.Schedules == 0
}

// other has a test explored in the builds that say more of it. Without the race detector
// a schedule costs less, which pays where there are many. Points at memory accesses show
// what a race does, and stand in for the detector where it cannot look on.
func (t *test) other(r explore.Report, mode explore.BuildMode, share time.Duration) {
	raced := slices.ContainsFunc(r.Findings, func(f explore.Finding) bool { return f.Failure.Kind == scheduler.Race })
	plain := explore.BuildMode{}
	if raced || mode == plain && !t.suite.first.Race && r.Schedules > 1 {
		t.in(explore.BuildMode{MemoryAccesses: true})
	}
	if mode.Race && r.Verdict == explore.Refused {
		t.suite.watch.Note("not explored under the race detector: " + t.Package + " " + r.Why)
	}
	if mode.Race && (r.Verdict == explore.Refused || t.more(r) && share > firstShare) {
		t.in(plain)
	}
}

// in has the test explored in another build, unless it is.
func (t *test) in(mode explore.BuildMode) {
	if t.modes[mode] {
		return
	}
	t.modes[mode] = true
	if b := t.suite.want(mode); b.program != nil {
		t.suite.search(t, b, t.suite.turn(), 0)
	} else {
		b.waiting = append(b.waiting, t)
	}
}
