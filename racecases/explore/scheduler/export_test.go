package scheduler

import "context"

// ReduceForgetting is a planted broken [Reduce]: it takes steps that meet at what the
// function names for steps that commute.
func ReduceForgetting(ctx context.Context, forgets func(first, second Access, gate bool) bool, program Program, each func(*Failure)) (int, error) {
	d := newReduction()
	d.relates = func(first, second *step) relation {
		rest := *second
		rest.touches = nil
		for _, b := range second.touches {
			forgotten := false
			for _, a := range first.touches {
				forgotten = forgotten || a.object == b.object && forgets(a.how, b.how, b.gate)
			}
			if !forgotten {
				rest.touches = append(rest.touches, b)
			}
		}
		return relates(first, &rest)
	}
	return reduce(ctx, d, program, each)
}

// ExploreUnshrunk draws schedules and leaves the one that fails as it was drawn.
func ExploreUnshrunk(ctx context.Context, o Options, program Program) (Answer, error) {
	s := newSearch(o, program)
	defer s.pool.close()
	err := s.sample(ctx)
	return s.answer, err
}
