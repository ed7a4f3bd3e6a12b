package usertests

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"

	"threadlab/racecases/detect"
)

// failedAt finds what package testing prints of an error: the file has no folder.
var failedAt = regexp.MustCompile(`^\s+(\S+\.go):(\d+): (.*)\n?$`)

// framing is what package testing prints of every test.
var framing = regexp.MustCompile(`^(=== .*|FAIL|exit status \d+)\n$`)

// failure is the finding of a trial that fails while no detector sees why. Its place is that of the first error, or else
// the test; or TestMain, if that has the last word. Where package testing does not say that a test has failed, the exit
// status does.
func (m *Measurement) failure(o detect.Output, how End) detect.Finding {
	f := detect.Finding{Detector: detect.Testing, Label: detect.LabelFailure, Minor: wantsNetwork(o.Text)}
	at, what := m.Package.declared(m.Test), "fails"
	if how > Failed {
		f.Exit = o.Exit
	}
	if main, ok := m.Package.testMain(); ok && how > Cut {
		at, what = main, "TestMain"
	}
	var text strings.Builder
	var first []string
	for line := range strings.Lines(o.Text) { // each begins otherwise, or has no such name: a long output is read quickly
		if first == nil && strings.Contains(line, ".go:") {
			first = failedAt.FindStringSubmatch(line)
		}
		if !framing.MatchString(line) {
			text.WriteString(line)
		}
	}
	f.Text = strings.TrimSpace(text.String())
	if first != nil && (how <= Cut || how == Ignored) {
		f.Message = first[3]
		if file, ok := m.Package.sibling(first[1]); ok && how <= Cut {
			at.File = file
			at.Line, _ = strconv.Atoi(first[2]) // it is a number
		}
	}
	f.Places = []detect.Place{{What: what, Frame: at}}
	return f
}

// declared returns where a test begins.
func (p *Package) declared(test string) detect.Frame {
	for file, t := range p.tests() {
		if t.name == test {
			return detect.Frame{Func: p.ImportPath + "." + test, File: file, Line: t.first}
		}
	}
	return detect.Frame{}
}

// testMain returns where TestMain begins, if there is one.
func (p *Package) testMain() (detect.Frame, bool) {
	for _, f := range p.files {
		if f.main > 0 {
			file, _ := p.named(f.path) // it is below the module
			return detect.Frame{Func: p.ImportPath + ".TestMain", File: file, Line: f.main}, true
		}
	}
	return detect.Frame{}, false
}

// sibling returns the name of a file beside the tests; false if it is not there.
func (p *Package) sibling(base string) (string, bool) {
	path := filepath.Join(p.Dir, base)
	if _, err := os.Stat(path); err != nil {
		return "", false
	}
	return p.named(path)
}

// An End is how a trial ended that no detector explains.
type End int

// The ends; from Failed on they are failures.
const (
	Passed  End = iota
	Skipped     // the test skips itself
	Unrun       // the process ended well and had not begun the test
	Failed
	Cut // the test ended its process

	// What TestMain does, or an init function.
	Refused // the process had not begun the test, and did not end well
	Turned  // the test passed, and the process did not end well
	Ignored // the test failed, and the process ended well

	ends = Ignored + 1
)

// String says what a test did; after Failed, with which exit status is to follow.
func (e End) String() string {
	return [ends]string{
		"passed", "skipped itself", "was not run", "failed",
		"ended its process", "did not begin: its process ended", "passed, but its process ended", "failed, but its process ended",
	}[e]
}

// endOf says how far a test came, which is in what package testing prints of it: of two tests of one name the worse.
func endOf(test string, o detect.Output) End {
	began := strings.Contains(o.Text, "=== RUN   "+test+"\n")
	ended := func(how string) bool { return strings.Contains(o.Text, "--- "+how+": "+test+" (") }
	switch well := o.Exit == 0; {
	case ended("FAIL") && well:
		return Ignored
	case ended("FAIL"):
		return Failed
	case ended("SKIP") && !ended("PASS"): // another of its name may pass
		return Skipped
	case well && began: // package testing does not let a test exit with 0
		return Passed
	case well:
		return Unrun
	case !began:
		return Refused
	case ended("PASS"):
		return Turned
	}
	return Cut
}

// Ends are those of the trials that no detector explains.
type Ends struct {
	Ended   [ends]int // counts them
	Skip    string    // why the test skipped itself the first time
	Network bool      // the first failure speaks of the network
	Output  string    // of the first failure
	Exit    int       // status of the first that is another than that of a test that fails
}

// Failures counts those that failed in any way.
func (e *Ends) Failures() (n int) {
	for _, ended := range e.Ended[Failed:] {
		n += ended
	}
	return n
}

// Say says what a test did, a failure of another kind than the usual with its exit status: above 128 that of a signal.
func (e *Ends) Say(how End) string {
	if how <= Failed {
		return how.String()
	}
	said := fmt.Sprintf("%s with exit status %d", how, e.Exit)
	if number := e.Exit - 128; number > 0 && number < 65 {
		said += fmt.Sprintf(" (128 + signal %d)", number)
	}
	return said
}

// lookup is what package net says of a name that it cannot find.
var lookup = regexp.MustCompile(`lookup \S+ on `)

// wantsNetwork reports whether an output speaks of a network that is not there.
func wantsNetwork(text string) bool {
	for _, says := range []string{"dial tcp", "dial udp", "no such host", "connection refused", "network is unreachable", "i/o timeout"} {
		if strings.Contains(text, says) {
			return true
		}
	}
	return lookup.MatchString(text)
}

// note counts a trial that no detector explains, and reports whether it is a failure.
func (e *Ends) note(how End, o detect.Output) (failure bool) {
	e.Ended[how]++
	switch {
	case how == Skipped && e.Skip == "":
		e.Skip = reason(o.Text)
	case how > Failed && e.Exit == 0:
		e.Exit = o.Exit
	}
	if how >= Failed && e.Output == "" {
		e.Output, e.Network = o.Text, wantsNetwork(o.Text)
	}
	return how >= Failed
}

// reason is what a test that skips itself printed last, as package testing writes it.
func reason(text string) (why string) {
	for line := range strings.Lines(text) {
		if said := failedAt.FindStringSubmatch(line); said != nil {
			why = said[3]
		}
	}
	return why
}
