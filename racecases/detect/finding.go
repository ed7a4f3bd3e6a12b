package detect

import (
	"strings"

	"threadlab/racecases/goreport"
)

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

	Fingerprint string // of the explorer: what it has in common with the same failure of other runs
	Minor       bool   // its user may accept it: it is a warning
}

// A Place is a line of the package that a finding names.
type Place struct {
	What      string // read, write, atomic write; what a goroutine waits for; panic, fatal, lock; a linter's check
	Frame     Frame
	Goroutine int // 0 is the main goroutine of a race report, or unknown
}

// Innermost returns the first frame inside a package, its tests or what is below it:
// the line that led to whatever the library frames above it did.
func Innermost(stack []Frame, pkg string) (Frame, bool) {
	for _, f := range stack {
		rest, found := strings.CutPrefix(f.Func, pkg)
		if found && !strings.Contains(rest, Helpers) && (strings.HasPrefix(rest, ".") || strings.HasPrefix(rest, "/") || strings.HasPrefix(rest, "_test.")) {
			return f, true
		}
	}
	return Frame{}, false
}

// waits adds where in the package each goroutine waits.
func (f *Finding) waits(all []goreport.Goroutine, pkg string) {
	for _, g := range all {
		if frame, ok := Innermost(g.Stack, pkg); ok {
			f.Places = append(f.Places, Place{What: g.Reason, Frame: frame, Goroutine: g.ID})
		} else {
			f.Elsewhere++
		}
	}
}
