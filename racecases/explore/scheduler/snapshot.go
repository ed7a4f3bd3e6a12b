package scheduler

import (
	"fmt"
	"slices"
)

// GoroutineName is what players call a goroutine: main, g1, g2, or the clock.
func GoroutineName(id int) string {
	switch id {
	case theClock:
		return "clock"
	case 0:
		return "main"
	}
	return fmt.Sprintf("g%d", id)
}

// keep keeps what the run looks like. The stack is that of the running goroutine, if it is in
// the middle of a step. choices is nil for a run that is over.
func (p *player) keep(r *Run, at []uintptr, choices func() []Choice) {
	s := &State{At: p.moves, Schedule: r.taken.String(), Point: r.point, Over: choices == nil, Outcome: p.result, Trace: slices.Clone(r.trace.events)}
	p.state = s
	s.Goroutines = r.describe(at)
	if f := r.failure; f != nil {
		copied := *f
		copied.Stack = "" // it names addresses, which differ from run to run
		s.Failure = &copied
		if g := s.Goroutine(r.current.id); f.Waits == nil && g.Status != Ended {
			g.Status, g.Op = Failed, ""
		}
	}
	if p.inspect != nil {
		p.inspect(s, r.stands(at != nil))
	}
	if choices != nil {
		s.Choices = choices()
	}
}

// States describes the goroutines of a run that is played, by number.
func (r *Run) States() []GoroutineState { return r.describe(callers()) }

// describe describes them, with the stack of the running one if it is in the middle of a step.
func (r *Run) describe(at []uintptr) (states []GoroutineState) {
	for _, g := range r.all() {
		state := g.describe()
		if at != nil && g == r.current {
			state.Where = frames(at)
		}
		states = append(states, state)
	}
	return states
}

// stands says where each of them stands, and what the running one does if it is in the middle of
// a step.
func (r *Run) stands(inStep bool) (stands []Stand) {
	for _, g := range r.all() {
		at := r.player.about[g.id]
		at.Guard = g.guard
		if inStep && g == r.current {
			at = r.player.doing
		}
		stands = append(stands, at)
	}
	return stands
}

// all lists the goroutines of a traced run so far, by number.
func (s *goroutines) all() []*goroutine {
	known := min(s.created, len(s.memory))
	list := slices.Clone(s.memory[:known])
	return append(list, s.live[s.position(known):]...)
}

// describe says what a goroutine does.
func (g *goroutine) describe() GoroutineState {
	s := GoroutineState{ID: g.id, Name: GoroutineName(g.id), Init: g.daemon, Created: frames(g.made)}
	if g.ended {
		s.Status = Ended
		return s
	}
	s.Status, s.Op, s.Where = CanGoOn, g.op, frames(g.at)
	if g.ready() {
		return s
	}
	s.Status = Waits
	if _, sleeps := g.guard.(*sleepGuard); sleeps {
		s.For = "its time to come"
	}
	if text, ok := g.guard.(fmt.Stringer); ok {
		s.For = text.String()
	}
	if held, ok := g.guard.(HeldGuard); ok {
		s.HeldBy = []int{held.Holder()}
	}
	return s
}
