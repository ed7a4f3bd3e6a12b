// Package detect reads what a program printed: the output of one process, or of a linter, becomes
// findings. Whether a finding is right is for package proof to decide, or for a reader.
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

// Read has every detector read the output that can.
func Read(o Output) []Finding {
	var findings []Finding
	for _, n := range Names() {
		if n.Looks(o.Build) {
			findings = append(findings, ReadBy(n, o)...)
		}
	}
	return findings
}

// ReadBy returns what one detector makes of an output, whatever its build. Outcome and Explorer make nothing of it.
func ReadBy(n Name, o Output) []Finding {
	switch n {
	case Race:
		return readRaces(o)
	case Goleak:
		return readLeaks(o)
	case Runtime:
		return readRuntime(o)
	case Hang:
		return readHang(o)
	case Synctest:
		return readBubble(o)
	case LeakProfile:
		return readLeakProfile(o)
	case Vet:
		return readVet(o.Text)
	case Staticcheck:
		return readStaticcheck(o.Text)
	case GoDeadlock:
		return readGoDeadlock(o)
	}
	return nil
}
