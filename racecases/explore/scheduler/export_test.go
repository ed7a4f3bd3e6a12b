package scheduler

import "context"

// ReduceForgetting is a planted broken [Reduce]: it takes two steps that conflict at what
// the function selects for steps that commute.
func ReduceForgetting(ctx context.Context, forgets func(first, second Access, guard bool) bool, program Program, each func(*Failure)) (int, error) {
	d := newDPOR()
	d.relate = func(first, second *step) relation {
		rest := *second
		rest.accesses = nil
		for _, b := range second.accesses {
			forgotten := false
			for _, a := range first.accesses {
				forgotten = forgotten || a.object == b.object && forgets(a.how, b.how, b.guard)
			}
			if !forgotten {
				rest.accesses = append(rest.accesses, b)
			}
		}
		return relate(first, &rest)
	}
	return forEach(ctx, d, program, each)
}

// ExploreUnshrunk samples schedules at random and leaves the one that fails as it was
// found.
func ExploreUnshrunk(ctx context.Context, o Options, program Program) (Answer, error) {
	s := newSearch(o, program)
	defer s.pool.close()
	err := s.explore(ctx, newRandomWalk(o.Seed))
	return s.answer, err
}
