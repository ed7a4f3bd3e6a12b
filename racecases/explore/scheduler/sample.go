package scheduler

import "context"

// sample draws schedules until one fails or the budget is spent. The first is the
// default one: it says how long the program is.
func (s *search) sample(ctx context.Context) error {
	dice := dice(s.Seed)
	for n := 0; ; n++ {
		if why := s.spent(ctx); why != "" {
			s.stop(why)
			return nil
		}
		run := new(Run)
		if n > 0 {
			run.guide = s.draws(&dice)
		}
		r := s.start(ctx, run)
		switch {
		case r == nil:
			s.stop(s.cut)
			return nil
		case r.err != nil:
			return r.err
		case r.failure != nil:
			s.failed(r.taken, r)
			return nil
		}
		s.answer.Delays = 0
		s.answer.Steps = max(s.answer.Steps, r.steps)
	}
}

// draws returns the guide of the next schedule.
func (s *search) draws(dice *dice) guide {
	if s.Strategy == Random {
		return walk{dice}
	}
	return newPriorities(dice, s.Depth, s.answer.Steps)
}

// A dice is a generator of pseudo-random numbers, splitmix64: that of the standard
// library would be seen by the race detector.
type dice uint64

func (d *dice) next() uint64 {
	*d += 0x9E3779B97F4A7C15
	z := uint64(*d)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

func (d *dice) below(n int) int { return int(d.next() >> 1 % uint64(n)) }

// A walk takes every alternative with the same probability.
type walk struct{ dice *dice }

func (w walk) turn(_ *Run, enabled []*goroutine, early bool) int {
	if early {
		return w.choose(len(enabled) + 1)
	}
	return w.choose(len(enabled))
}

func (w walk) choose(n int) int { return w.dice.below(n) }
func (w walk) rest(*Run)        {}

// Priorities let the goroutine go on that has the highest. They are drawn when it is
// made. At depth-1 steps, drawn as well, the one that would go on gets a lower one than
// all that were drawn. This is PCT (Burckhardt, Kothari, Musuvathi and Nagarakatte, A
// randomized scheduler with probabilistic guarantees of finding bugs, ASPLOS 2010): of
// a program with n goroutines and k steps, a bug that needs depth ordering constraints
// is met by one schedule with a probability of 1/(n k^(depth-1)) or more.
//
// The bound is that of a program without loops that wait. For those, who yields or has
// had its share goes behind everybody.
type priorities struct {
	walk
	of      []int64
	clock   int64
	changes []int
	lowest  int64
}

func newPriorities(dice *dice, depth, steps int) *priorities {
	p := &priorities{walk: walk{dice}}
	p.clock = p.draw()
	for range depth - 1 {
		p.changes = append(p.changes, 1+dice.below(max(steps, 1)))
	}
	return p
}

func (p *priorities) draw() int64 { return int64(p.dice.next()>>2) + int64(1)<<32 }

func (p *priorities) turn(r *Run, enabled []*goroutine, early bool) int {
	for len(p.of) < r.spawned {
		p.of = append(p.of, p.draw())
	}
	if g := r.cur; g.yields || r.streak >= fair {
		p.lower(g, 0)
	}
	first := p.highest(enabled)
	for i, step := range p.changes {
		if step == r.steps {
			p.lower(enabled[first], int64(len(p.changes)-i))
			first = p.highest(enabled)
		}
	}
	if early && p.clock > p.of[enabled[first].id] {
		p.lowest--
		p.clock = p.lowest
		return len(enabled)
	}
	return first
}

// lower puts a goroutine behind all whose priority was drawn, or with 0 behind everybody.
func (p *priorities) lower(g *goroutine, to int64) {
	if to == 0 {
		p.lowest--
		to = p.lowest
	}
	p.of[g.id] = to
}

func (p *priorities) highest(enabled []*goroutine) int {
	first := 0
	for i, g := range enabled {
		if p.of[g.id] > p.of[enabled[first].id] {
			first = i
		}
	}
	return first
}
