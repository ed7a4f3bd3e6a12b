package scheduler

import (
	"fmt"
	"slices"
	"strings"
)

// A Kind is the way in which a schedule failed.
type Kind string

// The kinds of failure.
const (
	Outcome   Kind = "outcome"   // the program returned a forbidden result
	Assertion Kind = "assertion" // a test failed
	Panic     Kind = "panic"     // an unrecovered panic
	Fatal     Kind = "fatal"     // a fatal error of the Go runtime
	Deadlock  Kind = "deadlock"  // the main goroutine waits, and no goroutine is enabled
	Leak      Kind = "leak"      // the main goroutine has ended, and others never will
	StepLimit Kind = "endless"   // goroutines go on for too long under a fair schedule, and nothing changes but time
	Race      Kind = "race"      // the race detector reports two accesses
	RacyPair  Kind = "meeting"   // two accesses are next side by side, one a write, and nothing orders them
)

// A Failure is what went wrong under one schedule.
type Failure struct {
	Kind    Kind           `json:"kind"`
	Message string         `json:"message"`
	Waits   []Wait         `json:"waits,omitempty"` // the goroutines that have not ended; of a racy pair the two that make it
	Races   []RacingAccess `json:"races,omitempty"` // the accesses of a race, the later one first; here its goroutine only, the rest is in the report
	Where   []Frame        `json:"where,omitempty"` // where it failed, if it is of one goroutine
	Stack   string         `json:"stack,omitempty"` // of a panic; of a race the report

	place Frame // the line of code that failed; of waiting goroutines nothing
}

// like reports whether two failures are of the same kind and at the same place: the
// line of code that failed, and the operations that wait for ever.
func (f *Failure) like(other *Failure) bool {
	return f.Kind == other.Kind && f.place == other.place && (f.Kind != Assertion || f.cause() == other.cause()) && slices.Equal(f.operations(), other.operations())
}

func (f *Failure) operations() []string {
	var ops []string
	for _, w := range f.Waits {
		ops = append(ops, w.Op)
	}
	slices.Sort(ops)
	return slices.Compact(ops)
}

// at says where the program has failed.
func (f *Failure) at(where []Frame) {
	if f.Where = where; len(where) > 0 {
		f.place = where[0]
	}
}

// A Wait is a goroutine that has not ended, and what it waits for.
type Wait struct {
	Goroutine int     `json:"goroutine"`
	Op        string  `json:"op"`
	For       string  `json:"for,omitempty"`
	Where     []Frame `json:"where,omitempty"`   // known in a traced run only
	Created   []Frame `json:"created,omitempty"` // where it was, as well
}

// A RacingAccess is one of the two accesses of a data race.
type RacingAccess struct {
	Goroutine int     `json:"goroutine"`
	Op        string  `json:"op"`                 // read or write, or an atomic one
	Variable  string  `json:"variable,omitempty"` // what it accesses, where that is known
	Where     []Frame `json:"where,omitempty"`    // empty if the detector has lost the stack
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

// FailRacyPair ends the schedule: the running goroutine has reached an access that
// conflicts with the next access of another one, and nothing orders the two.
func (r *Run) FailRacyPair(other int, op, format string, args ...any) {
	if !r.over {
		f := waiting(RacyPair, []*goroutine{r.numbered(other)}, format, args...)
		here := Wait{Goroutine: r.current.id, Op: op}
		if r.trace.on {
			here.Where = frames(callers())
		}
		f.Waits = append(f.Waits, here)
		r.fail(f)
	}
	r.exit()
}

// leaked lists the goroutines that have not ended, and that package initialisation has
// not created.
func (r *Run) leaked() []*goroutine {
	var left []*goroutine
	for _, g := range r.live {
		if !g.daemon {
			left = append(left, g)
		}
	}
	return left
}

// leftInBubble lists those of them that belong to a bubble of testing/synctest, whose time stops
// when its main goroutine ends.
func (r *Run) leftInBubble() []*goroutine {
	return slices.DeleteFunc(r.leaked(), func(g *goroutine) bool { return !g.bubble })
}

// waiting returns the failure of goroutines that have not ended.
func waiting(kind Kind, goroutines []*goroutine, format string, args ...any) *Failure {
	return &Failure{Kind: kind, Message: fmt.Sprintf(format, args...), Waits: waitsOf(goroutines)}
}

func waitsOf(goroutines []*goroutine) []Wait {
	var waits []Wait
	for _, g := range goroutines {
		w := Wait{Goroutine: g.id, Op: g.op, Where: frames(g.at), Created: frames(g.made)}
		if d, ok := g.guard.(fmt.Stringer); ok {
			w.For = d.String()
		}
		waits = append(waits, w)
	}
	return waits
}

// bubbleDeadlock is what synctest.Test panics with: there a goroutine left behind fails the test.
const bubbleDeadlock = "main bubble goroutine has exited but blocked goroutines remain"

// blocked returns what it means that no guard can open: a deadlock, a leak, or nil if
// the program has ended.
func (r *Run) blocked() *Failure {
	switch {
	case r.main.exited && len(r.live) == 0:
		return &Failure{Kind: Fatal, Message: "no goroutines (main called runtime.Goexit) - deadlock!"}
	case len(r.live) == 0:
		return nil
	case !r.main.ended || r.main.exited:
		f := waiting(Deadlock, r.live, "%d of %d goroutines %s for ever", len(r.live), r.created, agreeing(len(r.live), "wait"))
		f.Message = strings.Join(append([]string{f.Message}, r.remarks...), "\n")
		return f
	}
	left := r.leaked()
	if len(left) == 0 {
		return nil
	}
	if stuck := r.leftInBubble(); len(stuck) > 0 {
		return waiting(Deadlock, stuck, bubbleDeadlock)
	}
	return waiting(Leak, left, "%d of %d goroutines never %s", len(left), r.created, agreeing(len(left), "end"))
}

// Remark keeps what a test says of its failure: it may wait for ever then, for a goroutine that
// has ended by that.
func (r *Run) Remark(text string) { r.remarks = append(r.remarks, text) }

// agreeing returns a verb as it follows a number of subjects.
func agreeing(subjects int, verb string) string {
	if subjects == 1 {
		verb += "s"
	}
	return verb
}
