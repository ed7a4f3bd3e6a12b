// Package detect says which detectors there are, in which builds they look, and what a finding
// of theirs is. Package findings reads them in what a program printed: it is apart, so that a
// program that only names detectors, as the runner of the cases does, links no parser.
package detect

import (
	"time"

	"threadlab/racecases/goreport"
)

// An Output is what one process left, or one run of a linter.
type Output struct {
	Build   Build
	Package string // import path of the code that reports should name; what is below it counts too
	Text    string // standard output and error in the order of writing
	Exit    int    // exit status, or 128 + the signal that ended the process
	Hung    bool   // the deadline passed twice; Text ends in a goroutine dump
	Elapsed time.Duration

	Leaks   string // what goleak wrote in the process, empty if nothing was left
	Profile string // the goroutine leak profile, empty if no goroutine leaked
}

// Helpers is the folder, in the module of others, under which an overlay puts code
// that watches: nothing in it is that module's own.
const Helpers = "/internal/threadlab_helpers/"

// What detectors read, as package goreport has it.
type (
	Frame  = goreport.Frame
	Report = goreport.Report
)

// A Label is what was seen, in a word.
type Label string

// The labels. Several may hold of one process.
const (
	LabelRace    Label = "race"
	LabelGoleak  Label = "goleak"
	LabelPanic   Label = "panic"
	LabelFatal   Label = "fatal"
	LabelAsleep  Label = "asleep"
	LabelOutcome Label = "outcome"
	LabelHang    Label = "hang"

	LabelSynctest    Label = "synctest"
	LabelLeakProfile Label = "leakprofile"
	LabelLockOrder   Label = "godeadlock order"
	LabelRecursive   Label = "godeadlock recursive"
	LabelLockWait    Label = "godeadlock wait"

	LabelFailure Label = "test failure"
)

// LabelOf is the label of a detector that tells several kinds apart: its name and the
// kind, as in "vet copylocks" and "explorer deadlock".
func LabelOf(n Name, kind string) Label { return Label(string(n) + " " + kind) }

// A Finding is one thing that one detector read in an output.
type Finding struct {
	Detector  Name
	Label     Label
	Places    []Place // the lines of the package that it names
	Elsewhere int     // goroutines that it is about and that have no line of the package in their stack
	Message   string  // of a panic, a fatal error or a linter's remark, without its kind
	Text      string  // the report, as the tool printed it
	Race      *Report // set by the race detector

	Test        string // in which it was made, empty if it is of none
	Fingerprint string // what it has in common with the same finding of other runs, empty if that is unknown
	Minor       bool   // its user may accept it: it is a warning
	Cut         bool   // the process ended before all of the report was printed
	Busy        bool   // of those that it is about, a goroutine did not wait
	Exit        int    // the status of a process that has failed although none of its tests has; 0 otherwise

	Also []Finding // others of the same cause, which say less
}

// All returns the finding and those under it.
func (f Finding) All() []Finding { return append([]Finding{f}, f.Also...) }

// A Place is a line of the package that a finding names.
type Place struct {
	What      string // read, write, atomic write; what a goroutine waits for; panic, fatal, lock; a linter's check
	Frame     Frame
	Goroutine int   // 0 is the main goroutine of a race report, or unknown
	Library   Frame // of others: the innermost line, which Frame has led to; zero if that is Frame
	Caller    Frame // the innermost line of another package of the module, which has led to Frame; zero if there is none
	Creator   Frame // where the module has a goroutine that waits created, if that is not in the function around it; zero otherwise
	Made      bool  // the stack names no line of the package, and Frame is where the goroutine was created
}
