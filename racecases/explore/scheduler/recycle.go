package scheduler

import "cmp"

// newRun returns a run that has not begun. Making one would be a good part of what a short
// schedule costs, more so if the race detector follows what is allocated.
func (s *search) newRun(expired <-chan struct{}, st strategy, traced bool) *Run {
	r := s.spare
	if r == nil {
		r = &Run{done: make(chan struct{}, 1)}
	}
	*r = Run{
		strategy: st, pool: s.pool, done: r.done, expired: expired, trace: trace{on: traced},
		goroutines: goroutines{most: s.most, live: r.live[:0], order: r.order[:0], memory: r.memory},
		decisions:  decisions{taken: s.taken[:0]},
		footprint:  footprint{use: use{accesses: r.accesses[:0]}, origins: r.origins[:0], spans: r.spans[:0], ascending: r.ascending[:0]},
		opens:      s.Open, maxSteps: s.Steps, timeLimit: cmp.Or(s.Waiting, testLimit), allowLeaks: s.AllowLeaks, behind: s.behind,
		clock: clock{noEarly: s.NoEarlyTimers, patient: s.Survey, timers: r.clock.timers[:0]},
	}
	s.taken, s.spare = nil, nil
	return r
}

// recycle leaves the memory of a run to the next one. It must have come to its end, and what
// it has found is not looked at any more.
func (s *search) recycle(r *Run) {
	if r == nil || r.failure != nil {
		return
	}
	for i, t := range r.clock.timers {
		r.clock.timers[i], t.place = nil, 0 // a variable that is not made anew may hold it
	}
	clear(r.spans)
	s.spare = r
}

// maxKept is how many goroutines leave their memory to those of the next run.
const maxKept = 1000

// newGoroutine returns the memory of a goroutine. Its lists are kept, for they have room.
func (s *goroutines) newGoroutine() *goroutine {
	if s.created < len(s.memory) {
		g := s.memory[s.created]
		*g = goroutine{accesses: g.accesses[:0], objects: g.objects[:0], nodes: g.nodes[:0]}
		return g
	}
	g := new(goroutine)
	if len(s.memory) < maxKept {
		s.memory = append(s.memory, g)
	}
	return g
}
