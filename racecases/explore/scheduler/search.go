package scheduler

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
	"unsafe"

	"threadlab/racecases/explore/race"
)

// A search runs a program under the schedules of a strategy.
type search struct {
	Options
	program Program
	pool    *pool
	taken   Schedule // room for the decisions of the next run
	answer  Answer
	like    *Failure  // if not nil, the only one that is looked for
	cut     string    // why a run did not end
	most    int       // goroutines at a time that are no crowd
	found   *findings // of a survey; nil: the search stops at a failure
	drawn   bool      // schedules are longer than a failure needs
	unended unended
	behind  int  // of a replay: races of fewer steps do not end it
	timers  bool // a timer could have fired early, and was not allowed to
	spare   *Run // one that has ended, whose memory the next one can have; or nil
}

func newSearch(o Options, program Program) *search {
	o.Strategy, o.Steps = cmp.Or(o.Strategy, DelayBounding), cmp.Or(o.Steps, MaxSteps)
	return &search{Options: o, program: program, pool: newPool(), most: crowdSize, answer: Answer{Delays: -1, Early: -1}}
}

// within returns another search of the program, as a part of this one.
func (s *search) within(o Options) *search {
	part := newSearch(o, s.program)
	part.pool = s.pool
	return part
}

// strategy returns the one that the options name.
func (s *search) strategy() (st strategy, err error) {
	walk := randomWalk{rng: rng(s.Seed)}
	switch s.Strategy {
	case DelayBounding:
		st = newDelayBounding(s.Seed, s.Delays)
	case PCT:
		st = &pct{randomWalk: walk, depth: usualDepth}
	case Random:
		st = &walk
	case POS:
		st = &pos{randomWalk: walk}
	case SURW:
		st = &surw{randomWalk: walk}
	case DPOR:
		st = newDPOR()
	default:
		return nil, fmt.Errorf("strategy %q: want one of %v", s.Strategy, Strategies())
	}
	if s.After != nil {
		return strategyAfter(*s.After, st)
	}
	return st, nil
}

// explore runs the schedules of a strategy until a run fails, none is left, or the
// budget is spent.
func (s *search) explore(ctx context.Context, st strategy) error {
	for st.next(&s.answer) {
		if s.stops(ctx, st) {
			return nil
		}
		ran := s.run(ctx, st, untraced)
		if over, err := s.evaluate(ctx, st, ran, s.inPassingTime(ctx, ran)); over || err != nil {
			return err
		}
		s.recycle(ran)
	}
	return nil
}

// stops reports whether the budget is spent. That is no answer if a failure was found.
func (s *search) stops(ctx context.Context, st strategy) bool {
	why := "no time left"
	if ctx.Err() == nil {
		if s.Schedules <= 0 || s.answer.Schedules < s.Schedules {
			return false
		}
		why = fmt.Sprintf("%d schedules tried", s.answer.Schedules)
	}
	if s.answer.Verdict != Fails {
		s.stop(why + st.progress())
	}
	return true
}

// evaluate draws from a run what it says of the program, and has the strategy learn from what
// it has run. It reports whether the search is over.
func (s *search) evaluate(ctx context.Context, st strategy, ran, r *Run) (over bool, err error) {
	switch found := s.answer.Verdict == Fails; {
	case found && (r == nil || r.err != nil):
		return true, nil // what was found is none the worse for it
	case r == nil && s.Survivor && ctx.Err() == nil: // one that reaches the step limit is no survivor
		return false, nil
	case r == nil && s.found != nil && s.unended.goOn():
		return false, nil
	case r == nil:
		s.stop(s.cut)
		return true, nil
	case r.err != nil:
		return true, r.err
	}
	if s.Each != nil && !r.abandoned {
		s.Each(r.failure)
	}
	if s.found == nil && s.wants(r) {
		if s.keep(r); s.First || s.Survivor {
			return true, nil
		}
	}
	s.timers = s.timers || r.withheld
	if s.answer.Verdict != Fails {
		s.answer.Steps = max(s.answer.Steps, r.steps)
		st.backtrack(ran)
	}
	if s.found == nil || r.failure == nil {
		return false, nil
	}
	return s.First, s.found.add(ctx, s, r)
}

// wants reports whether a run ends as it is looked for.
func (s *search) wants(r *Run) bool {
	switch {
	case s.Each != nil:
		return false
	case s.Survivor:
		return r.failure == nil && !r.abandoned
	}
	return r.failure != nil && (s.like == nil || r.failure.like(s.like))
}

// inPassingTime repeats a failing run in which steps took no time, or one that survives, as all
// others see it.
func (s *search) inPassingTime(ctx context.Context, r *Run) *Run {
	if r == nil || r.err != nil || r.abandoned || !r.clock.still || s.Each != nil {
		return r
	}
	if r.failure == nil && !s.Survivor || r.failure != nil && r.failure.Kind == Race {
		return r
	}
	taken := slices.Clone(r.taken)
	again := s.again(ctx, taken, untraced)
	if again != nil && (again.err != nil || again.failure == nil && !s.Survivor) {
		s.cut = fmt.Sprintf("schedule %v fails where steps take no time, and not where they take some", taken)
		return nil
	}
	return again
}

func (s *search) stop(why string) {
	s.answer.Verdict, s.answer.Why = Stopped, why
}

// keep remembers a failing run, or one that survives, if it is the best: the one with the
// fewest delays, and then unusual values and steps.
func (s *search) keep(r *Run) {
	a := &s.answer
	if a.Verdict != Fails || r.length().shorter(a.length()) {
		if a.Verdict = Fails; r.failure == nil {
			a.Verdict = Survives
		}
		a.Failure, a.Delays, a.Steps, a.Schedule = r.failure, r.delays(), r.steps, slices.Clone(r.taken)
	}
}

const hangs = "a schedule did not come back: some goroutine runs without ever coming to an operation"

// When the context has ended, a run has some time to end as well. Then it is cut short,
// for which it must reach a scheduling point.
const (
	grace    = time.Second
	patience = 5 * time.Second
)

// run runs the program once. It returns nil, and sets why in cut, if the run does not
// end by itself.
func (s *search) run(ctx context.Context, st strategy, traced bool) *Run {
	expired := ctx.Done()
	r := s.newRun(expired, st, traced)
	s.answer.Schedules++
	s.pool.refill()
	st.begin(r)
	r.races = race.Errors()
	r.main = r.create(func() { s.program(r) })
	race.ReleaseMerge(unsafe.Pointer(&s.pool.edge))
	race.Hide()
	defer s.pool.reappear()
	r.resume(r.main)
	select {
	case <-r.done:
		return s.ended(r)
	case <-expired:
	}
	select {
	case <-r.done:
		return s.ended(r)
	case <-time.After(grace):
		r.late.Store(true)
	}
	select {
	case <-r.done:
		s.cut = fmt.Sprintf("no time left, in a schedule that had come to %d steps", r.steps)
	case <-time.After(patience):
		s.cut, s.pool.stuck = hangs+stuck(), true
	}
	return nil
}

// ended returns a run that has ended, unless the step limit cut it short. An unknown
// goroutine may have reached a scheduling point after its last step.
func (s *search) ended(r *Run) *Run {
	if r.unbounded {
		s.unended.add(r)
		s.cut = fmt.Sprintf("a schedule has more than %d steps", r.maxSteps)
		return nil
	}
	r.intruded()
	s.answer.Draws.include(r.draws)
	s.taken = r.taken
	return r
}

// explain runs the failing schedule once more, traced.
func (s *search) explain(ctx context.Context) error {
	r, err := s.repeat(ctx, s.answer.Schedule, s.answer.Failure.Kind, s.answer.Steps)
	if err == nil {
		s.answer.Failure, s.answer.Trace = r.failure, r.trace.events
	}
	return err
}

// again runs a schedule once more, which was counted before.
func (s *search) again(ctx context.Context, schedule Schedule, traced bool) *Run {
	r := s.run(context.WithoutCancel(ctx), newReplay(schedule), traced)
	s.answer.Schedules--
	return r
}

// repeat runs a schedule again, traced, that has failed in such a way after so many steps.
func (s *search) repeat(ctx context.Context, schedule Schedule, kind Kind, steps int) (*Run, error) {
	r := s.again(ctx, schedule, traced)
	switch {
	case r == nil:
		return nil, fmt.Errorf("the program does not repeat itself: schedule %v ended once, and then it did not", schedule)
	case r.err != nil:
		return nil, r.err
	case r.failure == nil || r.failure.Kind != kind || r.steps != steps:
		return nil, fmt.Errorf("the program does not repeat itself: schedule %v failed once, and then it ran otherwise", schedule)
	}
	return r, nil
}
