package scheduler

import (
	"context"
	"math"
	"time"

	"threadlab/racecases/explore/race"
)

// survey asks what can go wrong: first what the order of goroutines alone does, with
// timers as late as they can be, and goroutines that outlive the program noted on the way.
// If there are timers, it asks then what they do if they fire early.
func (s *search) survey(ctx context.Context) error {
	s.found = &findings{seen: map[string]int{}}
	begin := time.Now()
	timers := !s.NoEarlyTimers && s.hasTimers(ctx)
	if s.pool.stuck {
		s.stop(s.cut)
		return nil
	}
	share := 1.0
	if timers {
		share = lateShare
	}
	late, err := s.ask(ctx, begin, share, true)
	if err == nil && late.timers && !(s.First && len(s.found.list) > 0) {
		var early part
		early, err = s.ask(ctx, begin, 1, false)
		if s.answer.Early = early.delays; late.complete { // so many delays have no other effect than with timers early
			late.delays, late.why = max(late.delays, early.delays), early.why
		}
		late.complete = late.complete && early.complete
	}
	s.answer.Delays, s.answer.Complete = late.delays, late.complete
	s.answer.Findings = s.found.sorted()
	if s.conclude(late.why); s.answer.Verdict == Fails {
		return nil // what was found is none the worse for an error
	}
	return err
}

// hasTimers reports whether the default schedule has a timer that could fire early.
func (s *search) hasTimers(ctx context.Context) bool {
	late := s.within(s.Options)
	late.NoEarlyTimers = true
	r := late.run(ctx, newReplay(nil), untraced)
	s.cut = late.cut
	if r != nil && r.failure != nil && r.failure.Kind == Race { // the detector does not report it twice
		s.found.list = append(s.found.list, late.finding(r))
	}
	return r != nil && r.withheld
}

// A part is how far the answer to one question has come.
type part struct {
	delays   int  // up to which every schedule was tried; -1: none was
	complete bool // there are no more
	timers   bool // a timer could have fired early in some schedule, and was not allowed to
	why      string
}

// lateShare is what the first question may take of the budget if there is a second one.
const lateShare = 0.75

// ask looks for failures with timers late or not, until a share of the budget is spent.
// It goes level by level as long as the next is small; then other strategies take turns with
// the levels.
func (s *search) ask(ctx context.Context, begin time.Time, share float64, late bool) (part, error) {
	end, _ := ctx.Deadline()
	ctx, cancel := context.WithDeadline(ctx, begin.Add(time.Duration(share*float64(end.Sub(begin)))))
	defer cancel()
	ctx = newBudget(ctx)
	q := s.within(s.Options)
	q.found, q.NoEarlyTimers = s.found, late
	if s.Schedules > 0 {
		q.Schedules = max(1, int(share*float64(s.Schedules))-s.answer.Schedules)
	}
	levels := newDelayBounding(s.Seed, math.MaxInt)
	levels.fits = q.fits(ctx)
	err := q.explore(ctx, levels)
	byLevels := &turn{strategy: levels, answer: q.answer}
	if levels.tooLarge && err == nil && !(s.First && len(s.found.list) > 0) {
		levels.fits, q.drawn = nil, true
		err = q.explore(ctx, q.mixWith(byLevels))
	}
	a := &q.answer
	s.answer.Schedules += a.Schedules
	s.answer.Steps = max(s.answer.Steps, a.Steps)
	s.answer.Draws.include(a.Draws)
	p := part{delays: byLevels.answer.Delays, complete: a.Verdict == Exhausted, timers: q.timers, why: a.Why}
	if n := q.unended; n.schedules > 0 {
		p.delays, p.complete, p.why = min(p.delays, n.delays-1), false, q.cut
	}
	return p, err
}

// maxUnended is how many schedules that the step limit cuts short a survey goes on after:
// each takes long.
const maxUnended = 3

// unended are the schedules that the step limit has cut short.
type unended struct {
	schedules int
	delays    int // of the one with the fewest
	last      bool
}

func (u *unended) add(r *Run) {
	if u.schedules++; u.schedules == 1 || r.delays() < u.delays {
		u.delays = r.delays()
	}
	u.last = true
}

// goOn reports whether it was the step limit that has cut the last run short, and whether the
// next ones may have an end.
func (u *unended) goOn() bool {
	cut := u.last
	u.last = false
	return cut && u.delays > 0 && u.schedules <= maxUnended
}

// smallLevel is how many schedules a level may have that is finished before any are drawn.
const smallLevel = 64

// fits returns what tells whether a level is small and will fit into the budget.
func (s *search) fits(ctx context.Context) func(schedules int) bool {
	begin := time.Now()
	end, _ := ctx.Deadline()
	return func(schedules int) bool {
		each := time.Since(begin) / time.Duration(max(s.answer.Schedules, 1))
		return schedules <= smallLevel && time.Duration(schedules) < time.Until(end)/max(each, 1) &&
			(s.Schedules == 0 || schedules <= s.Schedules-s.answer.Schedules)
	}
}

// reducible is how many steps a program may have to be reduced: the analysis takes the
// square of that.
const reducible = 2000

// mixWith is what a survey does when a level is large: of eight schedules two go on with the
// levels, and two with a reduction, which may come to an end before the levels do. Four are
// drawn, because failures that need more delays show in them long before. While a timer is
// armed all steps conflict, and there is nothing to reduce.
func (s *search) mixWith(levels *turn) *mix {
	walk := func(n uint64) randomWalk { return randomWalk{rng: rng(s.Seed + n)} }
	reduction, uniform := &turn{strategy: newDPOR()}, walk(4)
	reduction.over = s.timers || s.answer.Steps > reducible
	return newMix(
		&turn{strategy: &surw{randomWalk: walk(1)}}, levels, &turn{strategy: &pos{randomWalk: walk(2)}}, reduction,
		&turn{strategy: &pct{randomWalk: walk(3), depth: usualDepth}}, levels, &turn{strategy: &uniform}, reduction,
	)
}

// racesExcluded reports whether data races are found, or have no effect that the points
// do not show.
func (s *search) racesExcluded() bool { return race.Enabled || s.Accesses }

// prove says of a search that has run a schedule of each class what that means. Where a draw has
// values that were not tried, executions were left out, and nothing is proven.
func (s *search) prove() {
	if a := &s.answer; s.Strategy == DPOR && a.Verdict == Exhausted {
		a.Complete = true
		if s.racesExcluded() && !s.Survivor && a.Draws.Partial == 0 {
			a.Verdict = Proven
		}
	}
}

// conclude draws the verdict.
func (s *search) conclude(why string) {
	a := &s.answer
	for _, f := range a.Findings {
		if f.Class == Bug {
			a.Verdict, a.Failure, a.Schedule, a.Trace, a.Delays, a.Steps = Fails, f.Failure, f.Schedule, f.Trace, f.Delays, f.Steps
			return
		}
	}
	switch {
	case a.Complete && s.racesExcluded() && a.Draws.Partial == 0:
		a.Verdict = Proven
	case a.Complete || a.Delays > 0:
		a.Verdict = Exhausted
	default:
		a.Verdict = Stopped
	}
	if !a.Complete {
		a.Why = why
	}
}
