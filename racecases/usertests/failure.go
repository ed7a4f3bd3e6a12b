package usertests

import (
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

// failure is the finding of a trial that fails while no detector sees why. Its place is
// that of the first error, or else the test; or TestMain, if no test has failed and it has the
// last word. Where package testing does not say that a test has failed, the exit status does.
func (m *Measurement) failure(o detect.Output) detect.Finding {
	f := detect.Finding{Detector: detect.Testing, Label: detect.LabelFailure, Minor: wantsNetwork(o.Text)}
	at, what := m.Package.declared(m.Test), "fails"
	if end := endOf(m.Test, o); !end.failed {
		f.Exit = o.Exit
		if main, ok := m.Package.testMain(); ok && (end.passed || !end.began) {
			at, what = main, "TestMain"
		}
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
	if first != nil {
		f.Message = first[3]
		if file, ok := m.Package.sibling(first[1]); ok {
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

// Ends counts the trials that ended in a way that says nothing for the test.
type Ends struct {
	Failed  int    // the test failed
	Cut     int    // it ended its process
	Unrun   int    // the process ended well and had not begun the test
	Skipped int    // the test skipped itself
	Network bool   // the first failure speaks of the network
	Output  string // of the first that failed or was cut
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

// An end is how far a test came, by what package testing prints of it.
type end struct{ began, passed, failed, skipped bool }

func endOf(test string, o detect.Output) end {
	ended := func(how string) bool { return strings.Contains(o.Text, "--- "+how+": "+test+" (") }
	return end{strings.Contains(o.Text, "=== RUN   "+test+"\n"), ended("PASS"), ended("FAIL"), ended("SKIP")}
}

// note counts a trial that no detector explains, and reports whether the test failed or
// ended its process.
func (e *Ends) note(test string, o detect.Output) (failed bool) {
	switch end := endOf(test, o); {
	case end.skipped:
		e.Skipped++
		return false
	case o.Exit == 0: // package testing does not let a test exit with 0
		if !end.began {
			e.Unrun++
		}
		return false
	case end.began && !end.passed && !end.failed:
		e.Cut++
	default:
		e.Failed++
	}
	if e.Cut+e.Failed == 1 && e.Output == "" {
		e.Output, e.Network = o.Text, wantsNetwork(o.Text)
	}
	return true
}
