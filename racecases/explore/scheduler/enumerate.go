package scheduler

import (
	"context"
	"errors"
)

// Enumerate runs a program under every schedule there is, by plain depth-first
// enumeration of its decisions, and calls each with what it failed of.
// It returns how many there are. This is for tiny programs: what bounds and reductions
// say is held against it.
func Enumerate(ctx context.Context, program Program, each func(*Failure)) (int, error) {
	s := newSearch(Options{}, program)
	defer s.pool.close()
	e := new(enumeration)
	for n := 1; ; n++ {
		r := s.start(ctx, &Run{guide: e})
		if err := unfinished(r); err != nil {
			return n, err
		}
		each(r.failure)
		if !e.next() {
			return n, nil
		}
	}
}

var errHangs = errors.New(hangs)

func unfinished(r *Run) error {
	if r == nil {
		return errHangs
	}
	return r.err
}
