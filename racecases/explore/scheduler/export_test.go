package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// ReduceForgetting is a planted broken reduction: it takes two steps that conflict at what
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
	err := s.explore(ctx, &randomWalk{rng: rng(o.Seed)})
	return s.answer, err
}

// ExploreInDepth is PCT for bugs that need so many ordering constraints.
func ExploreInDepth(ctx context.Context, o Options, depth int, program Program) (Answer, error) {
	s := newSearch(o, program)
	defer s.pool.close()
	err := s.explore(ctx, &pct{randomWalk: randomWalk{rng: rng(o.Seed)}, depth: depth})
	return s.answer, err
}

// EnumerateDepthFirst runs a program under every schedule there is, by plain depth-first
// enumeration of the decisions, which has nothing in common with the strategies.
func EnumerateDepthFirst(ctx context.Context, program Program, each func(*Failure)) (int, error) {
	return forEach(ctx, new(enumeration), program, each)
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

// ExploreInRoom is delay bounding with room for so many schedules in all of its lists.
func ExploreInRoom(ctx context.Context, o Options, room int, program Program) (Answer, error) {
	s := newSearch(o, program)
	defer s.pool.close()
	d := newDelayBounding(o.Seed, o.Delays)
	d.room = room
	err := s.explore(ctx, d)
	return s.answer, err
}

// ExploreCrowded is [Explore] where more goroutines than most are a crowd.
func ExploreCrowded(ctx context.Context, o Options, most int, program Program) (Answer, error) {
	s := newSearch(o, program)
	defer s.pool.close()
	s.most = most
	err := s.find(ctx)
	return s.answer, err
}

// An IDSet is an idSet.
type IDSet struct{ set idSet }

func (s *IDSet) Add(id int)      { s.set.add(id) }
func (s *IDSet) Remove(id int)   { s.set.remove(id) }
func (s *IDSet) Next(id int) int { return s.set.next(id) }

// ReduceByClass reduces a program, and calls each with the class of each run that was not
// abandoned: for every step, by which goroutine it is, and how many steps of each goroutine
// happen before it. Two runs of one class differ in the order of steps that commute.
func ReduceByClass(ctx context.Context, program Program, each func(class string)) (runs int, err error) {
	s := newSearch(Options{}, program)
	defer s.pool.close()
	d := newDPOR()
	for d.next(&s.answer) {
		r := s.run(ctx, d, untraced)
		if r.err != nil {
			return runs, r.err
		}
		if d.backtrack(r); !r.abandoned && d.blocked {
			each(d.class())
		}
		runs++
	}
	return runs, nil
}

func (d *dpor) class() string {
	steps, goroutines := d.depth+1, int(d.stack[d.depth].step.created)+1
	d.order()
	var list []string
	taken, number := make([]int, goroutines), make([]int, steps)
	for j := range steps {
		n := &d.stack[j]
		taken[n.step.g+1]++
		number[j] = taken[n.step.g+1]
		before := make([]int, goroutines)
		for i := range j {
			if d.before.row(j).has(i) {
				g := d.stack[i].step.g + 1
				before[g] = max(before[g], number[i])
			}
		}
		list = append(list, fmt.Sprint(n.step.g, number[j], before, n.choices))
	}
	slices.Sort(list)
	return strings.Join(list, ";")
}
