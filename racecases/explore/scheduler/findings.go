package scheduler

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A Class says what a failure needs besides an order of goroutines.
type Class string

// The classes.
const (
	Bug        Class = "bug"         // the order of goroutines alone
	LeftBehind Class = "leak"        // a goroutine outlives the test
	EarlyTimer Class = "early timer" // a timer fires while goroutines are enabled
)

// Classes lists them, the gravest first.
func Classes() []Class { return []Class{Bug, LeftBehind, EarlyTimer} }

// A Finding is one distinct failure of a program, told apart from others by class, cause
// and place, with the shortest schedule known that shows it. A race has no trace and an
// empty fingerprint: it has to be replayed in another process.
type Finding struct {
	Class       Class
	Failure     *Failure
	Schedule    Schedule
	Second      bool // of a race: another one comes before it under the schedule
	Delays      int
	Steps       int
	Early       time.Duration // of an EarlyTimer: how much before its time it fires
	Trace       []Event
	Fingerprint string // stable between runs and when lines move
}

// findings are the distinct failures that a survey has found.
type findings struct {
	list []Finding
	seen map[string]int // failing runs, by what an untraced run tells of the failure

	events int // in traces
}

// Bounds of what is kept and of what it costs. Two failures that an untraced run does not
// tell apart may be two findings.
const (
	maxFindings  = 100
	maxEvents    = 100_000
	alwaysTraced = 16 // failing runs that look the same; of those after them each that doubles their number
)

// add notes the failure of a run. A run that may show a new one is repeated with a trace.
func (f *findings) add(ctx context.Context, s *search, r *Run) error {
	key := fmt.Sprint(s.class(r), r.failure.Kind, r.failure.cause(), r.failure.place, strings.Join(r.failure.operations(), ","))
	f.seen[key]++
	n := f.seen[key]
	if len(f.list) >= maxFindings || n > alwaysTraced && n&(n-1) != 0 || n > 1 && r.failure.Kind == StepLimit {
		return nil
	}
	if r.failure.Kind == Race { // the detector does not report it twice
		f.list = append(f.list, s.finding(r))
		return nil
	}
	again, err := s.repeat(ctx, slices.Clone(r.taken), r.failure.Kind, r.steps)
	if err != nil {
		return err
	}
	found := s.finding(again)
	if f.keepAll(found); s.drawn && n == 1 && !s.First {
		return f.shrink(ctx, s, found)
	}
	return nil
}

// shrink keeps the shortest schedule that fails like a drawn one as well.
func (f *findings) shrink(ctx context.Context, s *search, found Finding) error {
	short := s.within(s.Options)
	short.NoEarlyTimers = found.Class != EarlyTimer
	short.answer.Verdict, short.answer.Failure, short.answer.Schedule = Fails, found.Failure, found.Schedule
	short.answer.Delays, short.answer.Steps = found.Delays, found.Steps
	short.shrink(ctx)
	if short.answer.length() == found.length() {
		return nil
	}
	r, err := short.repeat(ctx, short.answer.Schedule, found.Failure.Kind, short.answer.Steps)
	if err == nil {
		f.keepAll(short.finding(r))
	}
	return err
}

// keepAll keeps what one schedule shows: leaks are parted by the place where the goroutines
// were created.
func (f *findings) keepAll(found Finding) {
	if found.Failure.Kind != Leak {
		f.keep(found)
		return
	}
	for _, failure := range found.Failure.byMaker() {
		found.Failure = failure
		f.keep(found)
	}
}

// class returns what the failure of a run needs.
func (s *search) class(r *Run) Class {
	switch {
	case r.clock.early > 0:
		return EarlyTimer
	case r.failure.Kind == Leak, r.failure.Kind == StepLimit && r.main.ended && !r.main.exited:
		return LeftBehind
	}
	return Bug
}

func (s *search) finding(r *Run) Finding {
	return Finding{
		Class: s.class(r), Failure: r.failure, Schedule: slices.Clone(r.taken), Delays: r.delays(), Steps: r.steps,
		Early: r.clock.early, Trace: r.trace.events,
	}
}

// keep adds a finding, or has it take the place of a longer one of the same failure.
func (f *findings) keep(found Finding) {
	found.Fingerprint = found.Failure.Fingerprint(found.Class)
	if f.events += len(found.Trace); f.events > maxEvents {
		found.Trace = nil // it can be replayed
	}
	i := slices.IndexFunc(f.list, func(other Finding) bool { return other.Fingerprint == found.Fingerprint })
	switch {
	case i < 0:
		f.list = append(f.list, found)
	case found.length().shorter(f.list[i].length()):
		f.list[i] = found
	}
}

// sorted lists the findings by class, and those of a class by length. One that needs an early
// timer is none if the same failure needs less.
func (f *findings) sorted() []Finding {
	less := map[string]bool{}
	for _, found := range f.list {
		if found.Class != EarlyTimer {
			less[found.Failure.Fingerprint(EarlyTimer)] = true
		}
	}
	f.list = slices.DeleteFunc(f.list, func(found Finding) bool { return found.Class == EarlyTimer && less[found.Fingerprint] })
	classes := Classes()
	slices.SortStableFunc(f.list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(slices.Index(classes, a.Class), slices.Index(classes, b.Class)), cmp.Compare(a.Delays, b.Delays), cmp.Compare(a.Steps, b.Steps))
	})
	return f.list
}

// byMaker parts the goroutines that have leaked by the place where they were created.
func (f *Failure) byMaker() []*Failure {
	var parts []*Failure
	by := map[string]*Failure{}
	for _, w := range f.Waits {
		maker := function(w.Created) + outermost(w.Where)
		part := by[maker]
		if part == nil {
			part = &Failure{Kind: Leak, Message: "a goroutine never ends"}
			by[maker], parts = part, append(parts, part)
		}
		part.Waits = append(part.Waits, w)
	}
	for _, part := range parts {
		if n := len(part.Waits); n > 1 {
			part.Message = fmt.Sprintf("%d goroutines never end", n)
		}
	}
	return parts
}
