package sched

import "context"

// RunAll runs a program under every schedule there is, by plain depth-first
// enumeration of its decisions, and calls each with what it failed of.
func RunAll(program Program, each func(*Failure)) int {
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
		r := s.run(context.Background(), plan, 0, false, nil)
		each(r.failure)
		arities := s.aritiesOf(plan)
		for len(taken) < len(arities) {
			taken = append(taken, 0)
		}
		for len(taken) > 0 && taken[len(taken)-1]+1 >= arities[len(taken)-1] {
			taken = taken[:len(taken)-1]
		}
		if len(taken) == 0 {
			return n
		}
		taken[len(taken)-1]++
	}
}

// aritiesOf returns how many alternatives each decision of a schedule has. Those up
// to a deviation are the decisions of the schedule without it.
func (s *search) aritiesOf(plan Schedule) []int {
	var arities []int
	for n := range len(plan) + 1 {
		r := s.run(context.Background(), plan[:n], 0, true, nil)
		first := r.point - len(r.points)
		arities = arities[:first]
		for _, p := range r.points {
			arities = append(arities, int(p.arity))
		}
	}
	return arities
}
