package scheduler

import (
	"context"
	"slices"
)

// survive looks for a schedule that does not fail. One that reaches the step limit is none.
func (s *search) survive(ctx context.Context) error {
	s.answer.Strategy = s.Strategy
	st, err := s.strategy()
	if err != nil {
		return err
	}
	for st.next(&s.answer) {
		if s.stops(ctx, st) {
			return nil
		}
		r := s.run(ctx, st, untraced)
		switch {
		case r == nil && ctx.Err() != nil:
			s.stop(s.cut)
			return nil
		case r == nil:
			continue
		case r.err != nil:
			return r.err
		case r.failure == nil && !r.abandoned:
			a := &s.answer
			a.Verdict, a.Schedule, a.Delays, a.Steps = Survives, slices.Clone(r.taken), len(r.taken), r.steps
			return nil
		}
		st.backtrack(r)
	}
	return nil
}
