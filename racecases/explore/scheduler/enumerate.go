package scheduler

import (
	"context"
	"errors"
	"math"
)

// Enumerate runs a program under every schedule there is, and calls each with the failure
// of each run, or nil. It returns the number of schedules. This is for tiny programs: tests
// compare with it what reductions report.
func Enumerate(ctx context.Context, program Program, each func(*Failure)) (int, error) {
	return forEach(ctx, newDelayBounding(0, math.MaxInt), program, each)
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
		if err := ctx.Err(); err != nil {
			return s.answer.Schedules, err
		}
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
