package scheduler

import (
	"context"
	"slices"
)

// maxShrink bounds how many schedules are run to shrink one.
const maxShrink = 3000

// maxShrinkDelays bounds the level up to which a failure is searched with few delays.
const maxShrinkDelays = 3

// shrink replaces the failing schedule by one with fewer delays, or as many and fewer
// steps, that fails in the same way at the same place: delays are left out as long as
// that is so (delta debugging: Zeller and Hildebrandt, 2002), and then all schedules
// with fewer are tried, as far as there is time. None of those schedules counts as
// tried.
func (s *search) shrink(ctx context.Context) {
	tried := s.answer.Schedules
	defer func() { s.answer.Schedules = tried }()
	f := &looseReplay{plan: s.answer.Schedule}
	if r := s.run(context.WithoutCancel(ctx), f, untraced); r == nil || r.failure == nil {
		return // explain reports it
	}
	s.leaveOut(ctx, f.applied, tried)
	s.searchBelow(ctx)
}

// leaveOut is delta debugging: it leaves out one part of the delays after the other, in
// ever smaller parts.
func (s *search) leaveOut(ctx context.Context, delays []localDelay, tried int) {
	for parts := 1; len(delays) > 0 && ctx.Err() == nil && s.answer.Schedules < tried+maxShrink; {
		size := (len(delays) + parts - 1) / parts
		shorter := false
		for from := 0; from < len(delays) && !shorter; from += size {
			rest := slices.Concat(delays[:from], delays[min(from+size, len(delays)):])
			if rest, shorter = s.failsWith(ctx, rest); shorter {
				delays = rest
			}
		}
		switch {
		case shorter:
			parts = max(parts-1, 1)
		case parts >= len(delays):
			return
		default:
			parts = min(2*parts, len(delays))
		}
	}
}

// failsWith reports whether the program fails as before with some of the delays, in a
// shorter schedule, and which of them could be applied.
func (s *search) failsWith(ctx context.Context, delays []localDelay) ([]localDelay, bool) {
	f := &looseReplay{delays: delays}
	r := s.run(ctx, f, untraced)
	if r == nil || r.err != nil || r.failure == nil || !r.failure.like(s.answer.Failure) {
		return nil, false
	}
	if !r.length().shorter(s.answer.length()) {
		return nil, false
	}
	s.keep(r)
	return f.applied, true
}

// searchBelow tries all schedules with fewer delays, those with the fewest first, and
// some of those with as many. If that leads to what is not modelled, what was found is
// none the worse for it.
func (s *search) searchBelow(ctx context.Context) {
	if s.answer.Delays == 0 || ctx.Err() != nil {
		return
	}
	o := s.Options
	o.Delays, o.Schedules = min(s.answer.Delays, maxShrinkDelays), maxShrink
	below := s.within(o)
	below.like = s.answer.Failure
	if below.explore(ctx, newDelayBounding(o.Seed, o.Delays)) != nil {
		return
	}
	a, mine := below.answer, &s.answer
	if a.Verdict == Fails && a.length().shorter(mine.length()) {
		mine.Failure, mine.Delays, mine.Steps, mine.Schedule = a.Failure, a.Delays, a.Steps, a.Schedule
	}
}

// A localDelay is a delay that keeps its meaning when others are left out: it names the
// decision by its goroutine and number, and what is taken by the goroutine or the
// alternative.
type localDelay struct {
	g, decision int
	inside      bool // of a step, by Choose
	take        int
}

// A looseReplay takes the delays of a plan, or the local ones that apply; else the
// default. It notes which were applied.
type looseReplay struct {
	base
	plan      Schedule
	delays    []localDelay
	applied   []localDelay
	decisions []int // of each goroutine, so far
	running   int
}

func (f *looseReplay) pickNext(r *Run, c candidates) int {
	f.running = r.current.id
	took := f.decide(r, c.len(), c.id, false)
	if took < len(c.goroutines) {
		f.running = c.goroutines[took].id
	}
	return took
}

func (f *looseReplay) pickAlternative(r *Run, n int) int {
	return f.decide(r, n, func(i int) int { return i }, true)
}

// decide takes one of n alternatives, of which name returns what they stand for.
func (f *looseReplay) decide(r *Run, n int, name func(i int) int, inside bool) int {
	for len(f.decisions) <= f.running {
		f.decisions = append(f.decisions, 0)
	}
	d := localDelay{g: f.running, decision: f.decisions[f.running], inside: inside}
	f.decisions[f.running]++
	if n == 1 {
		return 0 // it is no point
	}
	took := 0
	if len(f.plan) > 0 && f.plan[0].Point == r.point {
		took, f.plan = min(f.plan[0].Alternative, n-1), f.plan[1:]
	}
	if i := f.wanted(d); i >= 0 {
		took = 0
		for k := range n {
			if name(k) == f.delays[i].take {
				took = k
				break
			}
		}
	}
	if took > 0 {
		d.take = name(took)
		f.applied = append(f.applied, d)
	}
	return took
}

// wanted returns the number of the local delay at a decision, or -1.
func (f *looseReplay) wanted(at localDelay) int {
	return slices.IndexFunc(f.delays, func(d localDelay) bool {
		return d.g == at.g && d.decision == at.decision && d.inside == at.inside
	})
}
