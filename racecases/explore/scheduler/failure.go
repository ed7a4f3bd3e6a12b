package scheduler

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
)

// A Kind says in which way a schedule failed.
type Kind string

// The kinds of failure.
const (
	Outcome   Kind = "outcome"   // the program returned what it must not
	Assertion Kind = "assertion" // a test failed
	Panic     Kind = "panic"     // a goroutine panicked and nobody recovered
	Fatal     Kind = "fatal"     // what the Go runtime answers with a fatal error
	Deadlock  Kind = "deadlock"  // the main goroutine waits, and nobody can go on
	Leak      Kind = "leak"      // the main goroutine has ended, and somebody never will
	StepLimit Kind = "endless"   // too many steps, under a fair schedule
	Race      Kind = "race"      // the race detector reports two accesses
	RacyPair  Kind = "meeting"   // two accesses side by side, one a write, and nothing orders them
)

// A Failure is what is wrong with one schedule.
type Failure struct {
	Kind    Kind           `json:"kind"`
	Message string         `json:"message"`
	Waits   []Wait         `json:"waits,omitempty"` // who has not ended; of a meeting, who meets
	Races   []RacingAccess `json:"races,omitempty"` // the accesses of a race, the later one first; here its goroutine only, the rest is in the report
	Stack   string         `json:"stack,omitempty"` // of a panic; of a race the report

	place string // the line of code that failed; of those who wait nothing
}

// like reports whether two failures are of the same kind and at the same place: the
// line of code that failed, and the operations that wait for ever.
func (f *Failure) like(other *Failure) bool {
	return f.Kind == other.Kind && f.place == other.place && slices.Equal(f.operations(), other.operations())
}

func (f *Failure) operations() []string {
	var ops []string
	for _, w := range f.Waits {
		ops = append(ops, w.Op)
	}
	slices.Sort(ops)
	return slices.Compact(ops)
}

// here returns the innermost line of the program, in the goroutine that runs.
func here() string {
	for _, f := range frames(callers()) {
		return f.String()
	}
	return ""
}

// A Wait is a goroutine that has not ended, and what it waits for.
type Wait struct {
	Goroutine int     `json:"goroutine"`
	Op        string  `json:"op"`
	For       string  `json:"for,omitempty"`
	Where     []Frame `json:"where,omitempty"` // known in a traced run only
}

// A RacingAccess is one of two accesses that race.
type RacingAccess struct {
	Goroutine int     `json:"goroutine"`
	Op        string  `json:"op"`              // read or write, or an atomic one
	Where     []Frame `json:"where,omitempty"` // empty if the detector has lost the stack
	Created   []Frame `json:"created,omitempty"`
}

func (f Failure) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", f.Kind, f.Message)
	for _, w := range f.Waits {
		fmt.Fprintf(&b, "\n  goroutine %d waits: %s", w.Goroutine, w.Op)
		if w.For != "" {
			fmt.Fprintf(&b, ", %s", w.For)
		}
		if len(w.Where) > 0 {
			fmt.Fprintf(&b, ", at %s", w.Where[0])
		}
	}
	for _, x := range f.Races {
		fmt.Fprintf(&b, "\n  goroutine %d: %s", x.Goroutine, x.Op)
		if len(x.Where) > 0 {
			fmt.Fprintf(&b, " at %s", x.Where[0])
		}
	}
	return b.String()
}

// FailRacyPair ends the schedule: the running goroutine has come to an access, and another
// one stands at one that does not go with it.
func (r *Run) FailRacyPair(other int, op, format string, args ...any) {
	if !r.over {
		f := &Failure{Kind: RacyPair, Message: fmt.Sprintf(format, args...)}
		for _, w := range r.waits() {
			if w.Goroutine == other {
				f.Waits = append(f.Waits, w)
			}
		}
		here := Wait{Goroutine: r.cur.id, Op: op}
		if r.trace != nil {
			here.Where = frames(callers())
		}
		f.Waits = append(f.Waits, here)
		r.fail(f)
	}
	runtime.Goexit()
}

// waits lists who has not ended.
func (r *Run) waits() []Wait { return waitsOf(r.live) }

func waitsOf(goroutines []*goroutine) []Wait {
	var waits []Wait
	for _, g := range goroutines {
		w := Wait{Goroutine: g.id, Op: g.op, Where: frames(g.at)}
		if d, ok := g.gate.(fmt.Stringer); ok {
			w.For = d.String()
		}
		waits = append(waits, w)
	}
	return waits
}

// stuck says what it means that no gate can open.
func (r *Run) stuck() (f *Failure) {
	shown(func() { f = r.stuckNow() })
	return f
}

func (r *Run) stuckNow() *Failure {
	switch {
	case r.main.exited && len(r.live) == 0:
		return &Failure{Kind: Fatal, Message: "no goroutines (main called runtime.Goexit) - deadlock!"}
	case len(r.live) == 0:
		return nil
	case r.main.ended && !r.main.exited:
		return &Failure{Kind: Leak, Message: fmt.Sprintf("%d of %d goroutines never end", len(r.live), r.spawned), Waits: r.waits()}
	}
	return &Failure{Kind: Deadlock, Message: fmt.Sprintf("%d of %d goroutines wait for ever", len(r.live), r.spawned), Waits: r.waits()}
}
