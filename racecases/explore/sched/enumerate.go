package sched

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
	var taken []int
	for n := 1; ; n++ {
		var plan Schedule
		for p, a := range taken {
			if a > 0 {
				plan = append(plan, Deviation{p, a})
			}
		}
		r := s.run(ctx, plan, 0, false, nil)
		if err := unfinished(r); err != nil {
			return n, err
		}
		each(r.failure)
		arities, err := s.aritiesOf(ctx, plan)
		if err != nil {
			return n, err
		}
		for len(taken) < len(arities) {
			taken = append(taken, 0)
		}
		for len(taken) > 0 && taken[len(taken)-1]+1 >= arities[len(taken)-1] {
			taken = taken[:len(taken)-1]
		}
		if len(taken) == 0 {
			return n, nil
		}
		taken[len(taken)-1]++
	}
}

// aritiesOf returns how many alternatives each decision of a schedule has. Those up
// to a deviation are the decisions of the schedule without it.
func (s *search) aritiesOf(ctx context.Context, plan Schedule) ([]int, error) {
	var arities []int
	for n := range len(plan) + 1 {
		r := s.run(ctx, plan[:n], 0, true, nil)
		if err := unfinished(r); err != nil {
			return nil, err
		}
		first := r.point - len(r.points)
		arities = arities[:first]
		for _, p := range r.points {
			arities = append(arities, int(p.arity))
		}
	}
	return arities, nil
}

func unfinished(r *Run) error {
	if r == nil {
		return errors.New(hangs)
	}
	return r.err
}
