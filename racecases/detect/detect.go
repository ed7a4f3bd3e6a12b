// Package detect says which detectors there are, in which builds they look, and what a finding
// of theirs is. Package findings reads them in what a program printed: it is apart, so that a
// program that only names detectors, as the runner of the cases does, links no parser.
package detect

import "time"

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
