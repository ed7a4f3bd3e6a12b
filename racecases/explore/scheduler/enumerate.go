package scheduler

import (
	"context"
	"errors"
)

// Enumerate runs a program under every schedule there is, by plain depth-first
// enumeration of its decisions, and calls each with the failure of each run, or nil. It
// returns the number of schedules. This is for tiny programs: tests compare with it what
// bounds and reductions report.
func Enumerate(ctx context.Context, program Program, each func(*Failure)) (int, error) {
	return forEach(ctx, new(enumeration), program, each)
}

// Reduce runs a program under one schedule at least of each class of schedules that
// differ only in the order of steps that commute, and calls each with the failure of
// each run, or nil. It returns the number of runs, abandoned ones included. Together
// they stand for all schedules of [Enumerate], if the steps declare what they use and
// there is no data race on anything else; only how far the other goroutines had come
// when one failed may differ.
func Reduce(ctx context.Context, program Program, each func(*Failure)) (int, error) {
	return forEach(ctx, newDPOR(), program, each)
}

func forEach(ctx context.Context, st strategy, program Program, each func(*Failure)) (int, error) {
	s := newSearch(Options{}, program)
	defer s.pool.close()
	for st.next(&s.answer) {
		r := s.run(ctx, st, untraced)
		if r == nil {
			return s.answer.Schedules, errors.New(s.cut)
		}
		if r.err != nil {
			return s.answer.Schedules, r.err
		}
		st.backtrack(r)
		if !r.abandoned {
			each(r.failure)
		}
	}
	return s.answer.Schedules, nil
}

// An enumeration takes the decisions of one schedule after the other, in depth-first
// order.
type enumeration struct {
	base
	taken   []int
	arities []int
	depth   int
}

func (e *enumeration) pickNext(r *Run, c candidates) int { return e.pickAlternative(r, c.len()) }

func (e *enumeration) pickAlternative(_ *Run, n int) int {
	if e.depth == len(e.taken) {
		e.taken, e.arities = append(e.taken, 0), append(e.arities, 0)
	}
	e.arities[e.depth] = n
	e.depth++
	return e.taken[e.depth-1]
}

func (e *enumeration) next(a *Answer) bool {
	if a.Schedules == 0 {
		return true
	}
	last := e.depth - 1
	for last >= 0 && e.taken[last]+1 >= e.arities[last] {
		last--
	}
	e.taken, e.arities, e.depth = e.taken[:last+1], e.arities[:last+1], 0
	if last >= 0 {
		e.taken[last]++
	}
	return last >= 0
}
