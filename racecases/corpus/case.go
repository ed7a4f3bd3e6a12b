// Package corpus says what a case is: one bug, told as a minimal pair of programs.
//
// A [Lesson] holds cases. A [Case] has two halves, correct and broken: the same
// function under opposite build tags, so that the difference between the two
// files is the lesson. A negative looks wrong and is right; it has one half only.
//
// Ground truth is written down here and in the source of the halves, and never
// inferred from a detector: the class of the bug, the missing happens-before
// edge in a sentence, and a marker on each line that takes part (see [Mark]).
//
// Of this module it imports package detect alone, for the names of detectors and builds.
package corpus

import (
	"path"

	"threadlab/racecases/detect"
)

// DefaultCap is how many lines the two halves of a case may differ in, not
// counting build constraints, blank lines, comments and markers.
const DefaultCap = 8

// A Program is one half: it runs the case once and returns its outcome, a word that the table of outcomes grades. It never
// prints, and it never sleeps to synchronise unless sleeping is the bug. Its state lives in locals.
type Program func(r *Run) string

// A Case is one bug.
type Case struct {
	Slug     string
	Class    Class
	Negative bool // looks wrong and is right: one half only

	Story       string // what happens, as a teacher would tell it, in a few sentences
	Python      string // the line of Python it comes from
	Go          string // the same in Go
	MissingEdge string // the happens-before edge that the broken half lacks; of a negative, the one that it has
	Chain       string // of a pair: what happens before what in the correct half, and so makes it right
	Symptom     string // what a user of the program would notice
	Repair      string // what the correct half does instead

	Cap       int    // lines that the halves may differ in; 0 stands for DefaultCap
	CapReason string // why Cap is larger than the default

	Outcomes []Outcome
	// Judge, if set, reads the outcome from what the half left in its directory
	// after the process has ended: for effects that show only then.
	Judge func(dir string) string

	// Show is the surest and fastest detector, the one an instructor sees; Build
	// is where it looks (empty: the detector's own choice, see [detect.Name.Build]).
	Show   detect.Name
	Build  detect.Build
	Expect Expectations

	// Witness, of a broken half that no schedule of the explorer proves broken, says
	// which outcome of a real process does, and why no schedule (see [Witness]).
	Witness string

	// NotModelled, of a case that the explorer refuses, is why: part of its message.
	NotModelled string

	Program Program
}

// ShowBuild returns the build in which Show looks.
func (c Case) ShowBuild() detect.Build {
	if c.Build != "" {
		return c.Build
	}
	return c.Show.Build()
}

// Unwritten stands in a new case for each text that its author has yet to write.
const Unwritten = "(unwritten)"

// A Class is a kind of concurrency bug. A negative carries the class of the bug that it only looks like.
type Class string

// The classes. The first is the race detector's; the two violations below it are
// invisible to it by design, because every access is synchronised.
const (
	DataRace              Class = "data race"              // two accesses, one of them a write, without an order
	AtomicityViolation    Class = "atomicity violation"    // each step is synchronised, the sequence is not
	OrderViolation        Class = "order violation"        // B may run before A, and nothing orders the two
	LostWakeup            Class = "lost wakeup"            // a signal passes before its waiter waits
	ResourceDeadlock      Class = "resource deadlock"      // each holds a lock that the other wants
	CommunicationDeadlock Class = "communication deadlock" // all goroutines wait for a message, a permit or a party that never comes
	GoroutineLeak         Class = "goroutine leak"         // the program continues, one goroutine waits for ever
	Starvation            Class = "starvation"             // a goroutine works or waits for ever and never gets a turn; a livelock too
	Misuse                Class = "misuse"                 // a rule of the type itself is broken: panic or fatal error
)

// Classes returns every class, in the order of their declaration.
func Classes() []Class {
	return []Class{
		DataRace, AtomicityViolation, OrderViolation, LostWakeup,
		ResourceDeadlock, CommunicationDeadlock, GoroutineLeak, Starvation, Misuse,
	}
}

// A Grade says what an outcome means, in jcstress's words.
type Grade string

// The grades. Forbidden is proof that the program is wrong.
const (
	Acceptable Grade = "acceptable"
	Forbidden  Grade = "forbidden"
)

// An Outcome is one row of a case's table: Match is the outcome, or a pattern as
// of [path.Match] that stands for several; the first row that matches counts.
type Outcome struct {
	Match string
	Grade Grade
	Means string
}

// Exactly is the table of a case that either counts everything or does not: the words are those of [Run.Tally].
func Exactly(lost string) []Outcome {
	return []Outcome{
		{Match: "exact", Grade: Acceptable, Means: "nothing was lost"},
		{Match: "lost", Grade: Forbidden, Means: lost},
		{Match: "extra", Grade: Forbidden, Means: lost},
	}
}

// Grade returns the row for an outcome. An outcome that the table does not know
// is forbidden: a case lists what it can explain.
func (c Case) Grade(outcome string) Outcome {
	for _, o := range c.Outcomes {
		if ok, err := path.Match(o.Match, outcome); err == nil && ok {
			return o
		}
	}
	return Outcome{Match: outcome, Grade: Forbidden, Means: "not in the case's table of outcomes"}
}

// Unfinished is the outcome of a half that was not waited for: a detector had
// seen enough before it could return. It is no outcome of the half's own.
const Unfinished = "unfinished"
