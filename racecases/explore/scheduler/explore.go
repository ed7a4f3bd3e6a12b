package scheduler

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"time"
	"unsafe"

	"threadlab/racecases/explore/race"
)

// A Program is run once under each schedule, from its start. Its first goroutine
// ends when it returns. What it shares with the next run must be as it was.
type Program func(r *Run)

// A Strategy says which schedules are tried, in which order.
type StrategyName string

// The strategies. Those that draw never exhaust a program: they go on until a schedule
// fails or the budget is spent.
const (
	DelayBounding StrategyName = "delay"  // all with few deviations from the default schedule
	PCT           StrategyName = "pct"    // drawn by priorities
	Random        StrategyName = "random" // drawn, every alternative with the same probability
	DPOR          StrategyName = "dpor"   // one of each class, with any number of deviations
)

// Strategies lists them all.
func Strategies() []StrategyName { return []StrategyName{DelayBounding, PCT, Random, DPOR} }

// Options bound a search.
type Options struct {
	Strategy      StrategyName // empty stands for DelayBounding
	Delays        int          // of DelayBounding: the most deviations from the default schedule
	Depth         int          // of PCT: ordering constraints that a bug needs; 0 stands for UsualDepth
	Schedules     int          // stop after so many; 0: as many as there are
	Steps         int          // of one schedule, after which the program counts as endless; 0 stands for MaxSteps
	Seed          uint64       // of the order in which the schedules of a level are tried
	NoEarlyTimers bool         // no timer goes off as long as anybody can go on
	AllowLeaks    bool         // when the main goroutine has ended, so have all

	Time   time.Duration // stop after so long; 0: an hour
	Replay string        // run this schedule only, as [Schedule.String] writes it; empty: search
}

// UsualDepth is the depth of PCT unless the options say otherwise.
const UsualDepth = 3

// MaxSteps is how long a schedule may be unless the options say otherwise.
const MaxSteps = 1_000_000

// A Verdict is what a search says. No two mean the same.
type Verdict string

// The verdicts.
const (
	Fails     Verdict = "fails"     // a schedule fails
	Exhausted Verdict = "exhausted" // no schedule up to the bound fails
	Stopped   Verdict = "stopped"   // none of those that were tried fails; there are more
)

// An Answer is the result of a search.
type Answer struct {
	Verdict   Verdict
	Failure   *Failure
	Delays    int // of the failing schedule; else those up to which every schedule was tried (-1: none was, or with DPOR any number)
	Schedules int // how many were tried; with DPOR they stand for all
	Steps     int // of the failing schedule; else of the longest
	Schedule  Schedule
	Why       string // what stopped the search
	Trace     []Event
	Elapsed   time.Duration
	Strategy  StrategyName // of a search
}

// Explore tries the schedules of a program until one fails, all are done, or the
// context ends. By the strategy [DelayBounding] those with fewer delays come first. What the
// others find is shrunk. An error says that the program cannot be explored: it does not
// do the same when it is run the same way.
// A failure of kind [Race] has no trace: the detector may not report it again in this
// process, and so [Replay] has to be called in another.
func Explore(ctx context.Context, o Options, program Program) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(o.Time, time.Hour))
	defer cancel()
	if o.Replay != "" {
		schedule, err := ParseSchedule(o.Replay)
		if err != nil {
			return Answer{}, err
		}
		return Replay(ctx, o, schedule, program)
	}
	s := newSearch(o, program)
	defer s.pool.close()
	begin := time.Now()
	s.answer.Strategy = s.Strategy
	var err error
	switch s.Strategy {
	case DelayBounding:
		err = s.search(ctx)
	case PCT, Random:
		err = s.sample(ctx)
	case DPOR:
		err = s.reduce(ctx)
	default:
		return Answer{}, fmt.Errorf("strategy %q: want one of %v", o.Strategy, Strategies())
	}
	if err == nil && s.answer.Verdict == Fails && s.Strategy != DelayBounding {
		s.shrink(ctx)
	}
	if err == nil && s.answer.Verdict == Fails && s.answer.Failure.Kind != Race {
		err = s.explain(ctx)
	}
	s.answer.Elapsed = time.Since(begin)
	return s.answer, err
}

// Replay runs a program under one schedule, and tells every step.
func Replay(ctx context.Context, o Options, schedule Schedule, program Program) (Answer, error) {
	s := newSearch(o, program)
	defer s.pool.close()
	begin := time.Now()
	s.answer.Trace = []Event{}
	if race.Enabled {
		runtime.GC() // the first one starts goroutines, and the detector's numbers shall be in a row
	}
	r := s.run(ctx, schedule, 0, false, &s.answer.Trace)
	switch {
	case r == nil:
		s.stop(s.cut)
	case r.err != nil:
		return Answer{}, r.err
	case len(r.plan) > 0:
		return Answer{}, fmt.Errorf("schedule %v: the program ended before point %d: it is of another program", schedule, r.plan[0].Point)
	case r.failure != nil:
		s.answer.Verdict = Fails
		s.answer.Failure, s.answer.Delays, s.answer.Steps = r.failure, len(schedule), r.steps
	default:
		s.stop("one schedule was replayed, and it does not fail")
		s.answer.Steps = r.steps
	}
	s.answer.Schedule = schedule
	s.answer.Elapsed = time.Since(begin)
	return s.answer, nil
}

const hangs = "a schedule did not come back: some goroutine runs without ever coming to an operation"

type search struct {
	Options
	program Program
	pool    *pool
	random  *rand.Rand
	levels  []level
	answer  Answer
	like    *Failure // if not nil, the only one that is looked for
	cut     string   // why a schedule did not come to an end
}

func newSearch(o Options, program Program) *search {
	o.Strategy, o.Depth, o.Steps = cmp.Or(o.Strategy, DelayBounding), cmp.Or(o.Depth, UsualDepth), cmp.Or(o.Steps, MaxSteps)
	return &search{
		Options: o, program: program, pool: newPool(), random: rand.New(rand.NewPCG(o.Seed, 0)),
		answer: Answer{Delays: -1},
	}
}

// When the context has ended, a schedule has some time to end as well. Then it is cut
// short, for which it must come to an operation.
const (
	grace    = time.Second
	patience = 5 * time.Second
)

// run runs the program once. It returns nil if that does not come to an end.
func (s *search) run(ctx context.Context, plan Schedule, expect uint32, collect bool, trace *[]Event) *Run {
	return s.start(ctx, &Run{plan: plan, expect: expect, collect: collect, trace: trace})
}

// start runs the program once, under the plan or the guide of r.
func (s *search) start(ctx context.Context, r *Run) *Run {
	s.answer.Schedules++
	r.hash, r.most, r.pool, r.done = 1, s.Steps, s.pool, make(chan struct{}, 1)
	r.clock.patient, r.outlive = s.NoEarlyTimers, s.AllowLeaks
	s.pool.refill()
	r.races = race.Errors()
	r.main = r.spawn(func() { s.program(r) })
	race.ReleaseMerge(unsafe.Pointer(&s.pool.edge))
	race.Hide()
	defer s.pool.reappear()
	r.resume(r.main)
	select {
	case <-r.done:
		return s.checked(r)
	case <-ctx.Done():
	}
	limit := time.NewTimer(grace)
	defer limit.Stop()
	select {
	case <-r.done:
		return s.checked(r)
	case <-limit.C:
		r.late.Store(true)
	}
	limit.Reset(patience)
	select {
	case <-r.done:
		s.cut = fmt.Sprintf("no time left, in a schedule that had come to %d steps", r.steps)
	case <-limit.C:
		s.cut = hangs
	}
	return nil
}

// checked returns a run that has ended, unless it was cut short. An intruder may have
// come behind its last step.
func (s *search) checked(r *Run) *Run {
	if r.long {
		s.cut = fmt.Sprintf("a schedule has more than %d steps, in which goroutines come and go", r.most)
		return nil
	}
	r.intruded()
	return r
}

func (s *search) stop(why string) {
	s.answer.Verdict, s.answer.Why = Stopped, why
}

// explain runs the failing schedule once more and takes notes.
func (s *search) explain(ctx context.Context) error {
	var trace []Event
	r := s.run(context.WithoutCancel(ctx), s.answer.Schedule, 0, false, &trace)
	s.answer.Schedules-- // it was counted before
	if r != nil && r.err != nil {
		return r.err
	}
	if r == nil || r.failure == nil || r.failure.Kind != s.answer.Failure.Kind || r.steps != s.answer.Steps {
		return fmt.Errorf("the program does not repeat itself: schedule %v failed once, and then it ran otherwise", s.answer.Schedule)
	}
	s.answer.Failure, s.answer.Trace = r.failure, trace
	return nil
}
