package scheduler

import (
	"context"
	"fmt"
)

// A level holds the schedules with one number of deviations, each as its last one
// and the number of the schedule on the level below that has the others.
type level []node

type node struct {
	parent, point, alternative int32
	hash                       uint32 // what must have happened before the point
}

// widest bounds a level, and with it the memory that a search takes.
const widest = 4 << 20

// moreLooks is how many more schedules of its level a first failure is compared
// with, for one with fewer steps.
const moreLooks = 200

// search goes from level to level. Each is tried in random order: plain
// depth-first search would change the last decisions first and the early ones last.
func (s *search) search(ctx context.Context) error {
	s.levels = []level{{node{parent: -1}}}
	for delays := 0; ; delays++ {
		here := s.levels[delays]
		s.random.Shuffle(len(here), func(i, j int) { here[i], here[j] = here[j], here[i] })
		var next level
		full, looks := false, 0
		for i := range here {
			if why := s.spent(ctx); why != "" && s.answer.Verdict != Fails {
				s.stop(fmt.Sprintf("%s, at %d of %d schedules with %d delays", why, i, len(here), delays))
				return nil
			} else if why != "" || looks > moreLooks {
				return nil
			}
			plan := s.plan(delays, i)
			r := s.run(ctx, plan, here[i].hash, delays < s.Delays && s.answer.Verdict == "", nil)
			switch {
			case (r == nil || r.err != nil) && s.answer.Verdict == Fails:
				return nil // what was found is none the worse for it
			case r == nil:
				s.stop(s.cut)
				return nil
			case r.err != nil:
				return r.err
			case r.failure != nil && (s.like == nil || r.failure.like(s.like)):
				s.failed(plan, r)
			}
			if s.answer.Verdict == Fails {
				looks++
				continue
			}
			s.answer.Steps = max(s.answer.Steps, r.steps)
			next, full = grow(next, int32(i), r, full)
		}
		if s.answer.Verdict == Fails {
			return nil
		}
		s.answer.Delays = delays
		if full {
			s.stop(fmt.Sprintf("there are more than %d schedules with %d delays", widest, delays+1))
			return nil
		}
		if delays == s.Delays || len(next) == 0 {
			s.answer.Verdict = Exhausted
			return nil
		}
		s.levels = append(s.levels, next)
	}
}

// spent says why the search must stop, if it must.
func (s *search) spent(ctx context.Context) string {
	switch {
	case ctx.Err() != nil:
		return "no time left"
	case s.Schedules > 0 && s.answer.Schedules >= s.Schedules:
		return fmt.Sprintf("%d schedules tried", s.answer.Schedules)
	}
	return ""
}

// failed keeps a failing schedule: the one with the fewest deviations, and then steps.
func (s *search) failed(plan Schedule, r *Run) {
	a := &s.answer
	if a.Verdict != Fails || len(plan) < a.Delays || len(plan) == a.Delays && r.steps < a.Steps {
		a.Verdict, a.Failure = Fails, r.failure
		a.Delays, a.Steps, a.Schedule = len(plan), r.steps, plan
	}
}

// plan returns a schedule of a level.
func (s *search) plan(delays, i int) Schedule {
	plan := make(Schedule, delays)
	for d := delays; d > 0; d-- {
		n := s.levels[d][i]
		plan[d-1] = Delay{int(n.point), int(n.alternative)}
		i = int(n.parent)
	}
	return plan
}

// grow adds the schedules that differ from a run in one decision behind its last deviation.
func grow(next level, parent int32, r *Run, full bool) (level, bool) {
	first := r.point - len(r.points)
	for i, p := range r.points {
		for a := range p.arity - 1 {
			if len(next) == widest {
				return next, true
			}
			next = append(next, node{parent, int32(first + i), int32(a + 1), p.hash})
		}
	}
	return next, full
}
