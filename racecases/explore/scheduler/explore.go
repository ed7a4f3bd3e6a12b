package scheduler

import (
	"cmp"
	"context"
	"time"
)

// A Program is run once under each schedule, from its start. Its main goroutine ends
// when it returns. Whatever it shares with the next run must be as it was.
type Program func(r *Run)

// A StrategyName selects which schedules are tried, in which order.
type StrategyName string

// The strategies. PCT, POS, SURW and Random never exhaust a program: they go on until a
// schedule fails or the budget is spent.
const (
	DelayBounding StrategyName = "delay"  // all with few delays
	PCT           StrategyName = "pct"    // sampled, by priorities
	POS           StrategyName = "pos"    // sampled, by priorities of steps that are renewed where steps conflict
	SURW          StrategyName = "surw"   // sampled, by how many steps each goroutine has left
	Random        StrategyName = "random" // sampled, every alternative with the same probability
	DPOR          StrategyName = "dpor"   // one of each class, with any number of delays
)

// Strategies lists them all.
func Strategies() []StrategyName {
	return []StrategyName{DelayBounding, PCT, POS, SURW, Random, DPOR}
}

// Options bound a search.
type Options struct {
	Strategy      StrategyName  // empty stands for DelayBounding
	Delays        int           // of DelayBounding: the most of one schedule; values that are drawn at no delay do not count
	Schedules     int           // stop after so many; 0: as many as there are
	Steps         int           // of one schedule, after which it fails by the step limit; 0 stands for MaxSteps
	Waiting       time.Duration // virtual time that passes only to let timers fire, after which a program has no end; 0 stands for the go command's ten minutes
	Seed          uint64        // of the order in which the schedules of a level are tried, and of samples
	NoEarlyTimers bool          // no timer fires as long as a goroutine is enabled
	AllowLeaks    bool          // the program ends with its main goroutine
	Survey        bool          // find all failures, those by the order of goroutines first; strategy and delays do not count
	First         bool          // stop at the first failing schedule, and leave it as it was found, without a trace
	After         *Play         // search after this state: the schedules that begin with its moves, unshrunk; nil: all. Neither of dpor nor of a survey
	Survivor      bool          // look for a schedule that does not fail, and stop there
	Accesses      bool          // the program has points at all accesses to shared variables: no data race has an effect between points

	Open   []string      // of a program that was built to be played: the statements with points at their reads and writes, as in Play; those at all accesses count else
	Time   time.Duration // stop after so long; 0: an hour
	Replay string        // run this schedule only, as [ParseReplay] reads it; empty: search

	Each func(*Failure) `json:"-"` // called with the failure of each schedule, or nil, in place of looking for one: what a reduction leaves out is held against all with it
}

// MaxSteps is how long a schedule may be unless the options say otherwise.
const MaxSteps = 1_000_000

// A Verdict is the result of a search. No two mean the same.
type Verdict string

// The verdicts.
const (
	Fails     Verdict = "fails"     // a schedule fails
	Proven    Verdict = "proven"    // no execution fails, and none has a data race; each draw has taken all of its values
	Exhausted Verdict = "exhausted" // no schedule up to the bound fails, of the values that were tried
	Stopped   Verdict = "stopped"   // none of those that were tried fails; there are more
	Survives  Verdict = "survives"  // a schedule does not fail, and one that does not was looked for
)

// An Answer is the result of a search in full.
type Answer struct {
	Verdict   Verdict
	Failure   *Failure
	Delays    int // of the failing schedule; else those up to which every schedule was tried (-1: none was, or with DPOR any number)
	Schedules int // how many were tried; with DPOR they stand for all
	Steps     int // of the failing schedule; else of the longest
	Schedule  Schedule
	Draws     Draws  // of all schedules that were tried
	Why       string // what stopped the search
	Trace     []Event
	Elapsed   time.Duration
	Processor time.Duration // of the process that made this search only; 0: not known
	Strategy  StrategyName  // of a search; empty for a replay and a survey

	Stuck   bool   // a goroutine of a schedule runs on: the process is of no more use
	LeftOut string // what the program was run without, and why

	// Of a survey:
	Findings []Finding // bugs, leaks, failures by early timers, each class shortest first; the failure above is the first bug
	Complete bool      // every schedule was tried, or one of each class
	Early    int       // delays up to which every schedule was tried in which timers may fire early; -1: none
}

// Explore tries the schedules of a program until one fails, all are done, the time is
// spent, or the context ends; or it replays one. With Survivor it is one that does not fail
// that ends the search, and Exhausted and Stopped say that each one that was tried fails.
// [DelayBounding] tries those with fewer delays first; what the other strategies find is
// shrunk. An error says that the program cannot be explored: it is refused, skips itself, or
// does not do the same when it is run the same way. A failure of kind [Race] has no trace:
// which goroutines race is known where none was created before, and so it has to be replayed
// in another process.
func Explore(ctx context.Context, o Options, program Program) (Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, cmp.Or(o.Time, time.Hour))
	defer cancel()
	ctx = newBudget(ctx)
	if o.After != nil {
		o.Open = o.After.Open
	}
	s := newSearch(o, program)
	defer s.pool.close()
	begin := time.Now()
	err := s.find(ctx)
	s.answer.Elapsed, s.answer.Stuck = time.Since(begin), s.pool.stuck
	return s.answer, err
}

// find replays the schedule of the options, or searches for a failing one, shrinks and
// traces it.
func (s *search) find(ctx context.Context) error {
	if s.Replay != "" {
		schedule, behind, err := ParseReplay(s.Replay)
		if err != nil {
			return err
		}
		s.behind = behind
		return s.replay(ctx, schedule)
	}
	if s.Survey {
		return s.survey(ctx)
	}
	s.answer.Strategy = s.Strategy
	st, err := s.strategy()
	if err != nil {
		return err
	}
	if err := s.explore(ctx, st); err != nil || s.answer.Verdict != Fails {
		s.prove()
		return err
	}
	if s.First {
		return nil
	}
	if s.Strategy != DelayBounding && s.After == nil { // that has found the fewest delays; leaving out moves of the play is no choice
		s.shrink(ctx)
	}
	if s.answer.Failure.Kind == Race {
		return nil // its goroutines have their numbers where all are new
	}
	return s.explain(ctx)
}

// A budget is a context that says faster whether it has ended, which each schedule asks. The
// original is of the standard library: a race detector follows its calls and loads.
type budget struct {
	context.Context
	done <-chan struct{}
}

func newBudget(ctx context.Context) budget { return budget{ctx, ctx.Done()} }

// Done returns a channel that is closed when the context ends.
func (b budget) Done() <-chan struct{} { return b.done }

// Err returns nil until then.
func (b budget) Err() error {
	select {
	case <-b.done:
		return b.Context.Err()
	default:
		return nil
	}
}
