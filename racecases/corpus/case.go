package corpus

import "threadlab/racecases/detect"

// DefaultCap is how many lines the two halves of a case may differ in, not
// counting build constraints, blank lines, comments and markers.
const DefaultCap = 8

// A Program is one half: it runs the case once and returns its outcome, a short
// word that the case's table of outcomes grades. It never prints, and it never
// sleeps to synchronise unless sleeping is the bug. Its state lives in locals.
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

// MaxChanged returns how many lines the halves may differ in.
func (c Case) MaxChanged() int {
	if c.Cap > 0 {
		return c.Cap
	}
	return DefaultCap
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
