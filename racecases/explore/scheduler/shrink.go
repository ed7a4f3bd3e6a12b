package scheduler

import (
	"context"
	"slices"
)

// shrinking bounds how many schedules are run to shrink one.
const shrinking = 3000

// deepest bounds the level up to which a failure is looked for with few delays.
const deepest = 3

// shrink replaces the failing schedule by one with fewer deviations, or as many and
// fewer steps, that fails in the same way at the same place: deviations are left out
// as long as that is so (Zeller's delta debugging), and then all schedules with fewer
// are tried, as far as there is time. Of those schedules none counts as tried.
func (s *search) shrink(ctx context.Context) {
	if s.answer.Failure.Kind == Race {
		return // the detector does not report it twice
	}
	tried := s.answer.Schedules
	defer func() { s.answer.Schedules = tried }()
	f := &follower{plan: s.answer.Schedule}
	if r := s.start(context.WithoutCancel(ctx), &Run{guide: f}); r == nil || r.failure == nil {
		return // explain says so
	}
	s.leaveOut(ctx, f.noted, tried)
	s.below(ctx)
}

// leaveOut is delta debugging: it leaves out one part of the deviations after the
// other, in ever smaller parts.
func (s *search) leaveOut(ctx context.Context, wants []want, tried int) {
	for parts := 1; len(wants) > 0 && ctx.Err() == nil && s.answer.Schedules < tried+shrinking; {
		size := (len(wants) + parts - 1) / parts
		shorter := false
		for from := 0; from < len(wants) && !shorter; from += size {
			rest := slices.Concat(wants[:from], wants[min(from+size, len(wants)):])
			if rest, shorter = s.still(ctx, rest); shorter {
				wants = rest
			}
		}
		switch {
		case shorter:
			parts = max(parts-1, 1)
		case parts >= len(wants):
			return
		default:
			parts = min(2*parts, len(wants))
		}
	}
}

// still reports whether the program fails as before with some of the deviations, in a
// shorter schedule, and which of them there were.
func (s *search) still(ctx context.Context, wants []want) ([]want, bool) {
	f := &follower{wants: wants}
	r := s.start(ctx, &Run{guide: f})
	if r == nil || r.err != nil || r.failure == nil || !r.failure.like(s.answer.Failure) {
		return nil, false
	}
	if len(r.taken) > s.answer.Delays || len(r.taken) == s.answer.Delays && r.steps >= s.answer.Steps {
		return nil, false
	}
	s.failed(r.taken, r)
	return f.noted, true
}

// below tries all schedules with fewer deviations, those with the fewest first, and
// some of those with as many. Where that comes to what is not modelled, what was found
// is none the worse for it.
func (s *search) below(ctx context.Context) {
	if s.answer.Delays == 0 || ctx.Err() != nil {
		return
	}
	o := s.Options
	o.Delays, o.Schedules = min(s.answer.Delays, deepest), shrinking
	lower := newSearch(o, s.program)
	lower.pool, lower.like = s.pool, s.answer.Failure
	if lower.search(ctx) != nil {
		return
	}
	a, mine := lower.answer, &s.answer
	if a.Verdict == Fails && (a.Delays < mine.Delays || a.Steps < mine.Steps) {
		mine.Failure, mine.Delays, mine.Steps, mine.Schedule = a.Failure, a.Delays, a.Steps, a.Schedule
	}
}

// A want is a deviation that keeps its meaning when others are left out: at which
// decision of which goroutine, and who is to go on, or which alternative is taken.
type want struct {
	g, decision int
	inside      bool // of a step, by Choose
	take        int
}

// A follower takes the deviations of a plan, or those it wants and can have; else the
// default. It notes which they were.
type follower struct {
	plan      Schedule
	wants     []want
	noted     []want
	decisions []int // of each goroutine, so far
	running   int
	point     int
}

func (f *follower) turn(r *Run, enabled []*goroutine, early bool) int {
	f.running = r.cur.id
	names := make([]int, 0, len(enabled)+1)
	for _, g := range enabled {
		names = append(names, g.id)
	}
	if early {
		names = append(names, theClock)
	}
	took := f.decide(names, false)
	if took < len(enabled) {
		f.running = enabled[took].id
	}
	return took
}

func (f *follower) choose(n int) int {
	names := make([]int, n)
	for i := range names {
		names[i] = i
	}
	return f.decide(names, true)
}

func (f *follower) decide(names []int, inside bool) int {
	for len(f.decisions) <= f.running {
		f.decisions = append(f.decisions, 0)
	}
	w := want{g: f.running, decision: f.decisions[f.running], inside: inside}
	f.decisions[f.running]++
	if len(names) == 1 {
		return 0 // it is no point
	}
	took := 0
	if len(f.plan) > 0 && f.plan[0].Point == f.point {
		took, f.plan = min(f.plan[0].Alternative, len(names)-1), f.plan[1:]
	}
	f.point++
	for _, x := range f.wants {
		if x.g == w.g && x.decision == w.decision && x.inside == w.inside {
			took = max(slices.Index(names, x.take), 0)
		}
	}
	if took > 0 {
		w.take = names[took]
		f.noted = append(f.noted, w)
	}
	return took
}

func (f *follower) rest(*Run) {}
