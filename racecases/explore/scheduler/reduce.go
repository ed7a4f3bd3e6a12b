package scheduler

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// A reduction goes through the schedules of a program in depth-first order and
// leaves out those that differ from one that was run only in the order of steps that
// commute. Two devices do it, both of which lose no outcome:
//
// After each run, the steps are looked for whose order could have been another one
// (see [reduction.races]); only there are other goroutines tried (Flanagan and
// Godefroid, Dynamic partial-order reduction, POPL 2005). Who is tried is one of
// those that a reversal can begin with, unless one of them is to be tried already:
// the source sets of Abdulla and others (POPL 2014).
//
// Who was tried at a branch sleeps while the others are tried, until one of them does
// something that has a conflict with its step (Godefroid's sleep sets, 1996). A run
// in which all that can go on sleep is given up.
type reduction struct {
	stack   []branch
	depth   int // of the step that runs
	inner   int // decisions in it so far
	fresh   int // the first step that is not as in the last run
	resting []step
	rested  bool // nobody could go on; else the run was cut short by a failure

	relates func(first, second *step) relation
	before  table
	scratch table
	last    []int // step of each goroutine
}

// A branch is a decision who goes on, and the step that followed.
type branch struct {
	enabled []int32
	todo    []bool
	chosen  int
	sleep   []sleeper
	choices []choice
	step    step
	whole   step // all that the step touches, whatever is chosen in it
}

type choice struct{ taken, arity int }

const theClock = -1 // the number of the clock among the goroutines

func newReduction() *reduction {
	d := &reduction{relates: relates, stack: make([]branch, 1, 64)}
	d.stack[0].enabled, d.stack[0].todo = []int32{0}, []bool{true}
	return d
}

// turn lets the one go on that the search is at, and where all is new the first that does not sleep.
func (d *reduction) turn(r *Run, enabled []*goroutine, early bool) int {
	d.close(r)
	if d.depth+1 == len(d.stack) && !d.push(enabled, early) {
		d.rest(r)
		return -1
	}
	d.depth++
	d.inner = 0
	n := &d.stack[d.depth]
	if !n.offers(enabled, early) {
		r.err = fmt.Errorf("the program does not repeat itself: at step %d others can go on than when the same schedule had led there before", d.depth)
		return 0
	}
	n.step.g, n.step.gate, n.step.known = n.enabled[n.chosen], nil, int32(len(r.objects))
	if n.step.g != theClock {
		n.step.gate = enabled[n.chosen].gate
	}
	return n.chosen
}

// close notes what the step that has ended did.
func (d *reduction) close(r *Run) {
	if d.depth < d.fresh {
		return
	}
	n := &d.stack[d.depth]
	n.step.touches = append(n.step.touches[:0], r.touched...)
	n.step.wild, n.step.spawned = r.wild, int32(r.spawned)
	n.whole.wild = n.whole.wild || r.wild
	for _, t := range r.touched {
		if !slices.Contains(n.whole.touches, t) {
			n.whole.touches = append(n.whole.touches, t)
		}
	}
}

// push adds a branch and reports whether anybody does not sleep there.
func (d *reduction) push(enabled []*goroutine, early bool) bool {
	d.stack = slices.Grow(d.stack, 1)[:len(d.stack)+1]
	n, parent := &d.stack[len(d.stack)-1], &d.stack[len(d.stack)-2]
	n.enabled, n.todo, n.sleep, n.choices = n.enabled[:0], n.todo[:0], n.sleep[:0], n.choices[:0]
	n.whole.touches, n.whole.wild, n.chosen = n.whole.touches[:0], false, -1
	for _, s := range parent.sleep {
		if !s.wakes(&parent.step) {
			n.sleep = append(n.sleep, s)
		}
	}
	for i, g := range enabled {
		n.enabled, n.todo = append(n.enabled, int32(g.id)), append(n.todo, false)
		if n.chosen < 0 && !n.sleeps(int32(g.id)) {
			n.chosen, n.todo[i] = i, true
		}
	}
	if early {
		n.enabled, n.todo = append(n.enabled, theClock), append(n.todo, true)
		if n.chosen < 0 {
			n.chosen = len(enabled)
		}
	}
	if n.chosen < 0 {
		d.stack = d.stack[:len(d.stack)-1]
	}
	return n.chosen >= 0
}

// offers reports whether those that can go on are those of the branch.
func (n *branch) offers(enabled []*goroutine, early bool) bool {
	all := len(enabled)
	if early {
		all++
	}
	if len(n.enabled) != all {
		return false
	}
	for i, g := range enabled {
		if n.enabled[i] != int32(g.id) {
			return false
		}
	}
	return true
}

func (n *branch) sleeps(g int32) bool {
	return slices.ContainsFunc(n.sleep, func(s sleeper) bool { return s.g == g })
}

func (d *reduction) choose(n int) int {
	at := &d.stack[d.depth]
	if d.inner == len(at.choices) {
		at.choices = append(at.choices, choice{0, n})
	}
	d.inner++
	return at.choices[d.inner-1].taken
}

// rest notes who waits for what.
func (d *reduction) rest(r *Run) {
	d.rested, d.resting = true, d.resting[:0]
	for _, g := range r.live {
		d.resting = append(d.resting, step{g: int32(g.id), gate: g.gate, wild: !g.told, touches: slices.Clone(g.touches)})
	}
}

// learn looks what else is to be tried. Of a run that a failure cut short nobody
// knows what the others would have done: all of them are to be tried everywhere.
func (d *reduction) learn(r *Run) {
	d.close(r)
	if !d.rested {
		d.resting = d.resting[:0]
		for i := range d.stack[:d.depth+1] {
			for k := range d.stack[i].todo {
				d.stack[i].todo[k] = true
			}
		}
	}
	d.races()
}

// next goes to the next schedule and reports whether there is one.
func (d *reduction) next() bool {
	d.depth, d.inner, d.rested = 0, 0, false
	for len(d.stack) > 0 {
		d.fresh = len(d.stack) - 1
		if d.stack[d.fresh].next() {
			return true
		}
		d.stack = d.stack[:d.fresh]
	}
	return false
}

// next takes the next outcome of the step, or else lets it sleep and takes that of another goroutine.
func (n *branch) next() bool {
	for last := len(n.choices) - 1; last >= 0; last-- {
		if c := &n.choices[last]; c.taken+1 < c.arity {
			c.taken++
			return true
		}
		n.choices = n.choices[:last]
	}
	done := n.whole
	done.g, done.known, done.touches = n.step.g, n.step.known, slices.Clone(done.touches)
	n.sleep = append(n.sleep, sleeper{done})
	n.whole.touches, n.whole.wild = n.whole.touches[:0], false
	for i, g := range n.enabled {
		if n.todo[i] && !n.sleeps(g) {
			n.chosen = i
			return true
		}
	}
	return false
}

// Reduce runs a program under one schedule at least of each class of schedules that
// differ only in the order of steps that commute, and calls each with what it failed of.
// It returns how many it ran, those that were given up included. Together they stand
// for all schedules of [Enumerate], if the steps say what they touch and there is no
// data race on anything else. How far the others had come when a goroutine failed is
// not part of it.
func Reduce(ctx context.Context, program Program, each func(*Failure)) (int, error) {
	return reduce(ctx, newReduction(), program, each)
}

func reduce(ctx context.Context, d *reduction, program Program, each func(*Failure)) (int, error) {
	s := newSearch(Options{}, program)
	defer s.pool.close()
	for n := 1; ; n++ {
		r, err := s.representative(ctx, d)
		if err != nil {
			return n, err
		}
		if !r.gaveUp {
			each(r.failure)
		}
		if !d.next() {
			return n, nil
		}
	}
}

// representative runs the program under the next schedule of a reduction.
func (s *search) representative(ctx context.Context, d *reduction) (*Run, error) {
	r := s.start(ctx, &Run{guide: d, tracks: true})
	if err := unfinished(r); err != nil {
		return nil, err
	}
	d.learn(r)
	return r, nil
}

// reduce tries one schedule of each class.
func (s *search) reduce(ctx context.Context) error {
	for d, more := newReduction(), true; more; more = d.next() {
		if why := s.spent(ctx); why != "" {
			s.stop(why)
			return nil
		}
		r, err := s.representative(ctx, d)
		switch {
		case errors.Is(err, errHangs):
			s.stop(s.cut)
			return nil
		case err != nil:
			return err
		case r.failure != nil:
			s.failed(r.taken, r)
			return nil
		}
		s.answer.Steps = max(s.answer.Steps, r.steps)
	}
	s.answer.Verdict = Exhausted
	return nil
}
