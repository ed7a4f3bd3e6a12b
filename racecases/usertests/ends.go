package usertests

import (
	"regexp"
	"strings"

	"threadlab/racecases/detect"
)

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

// note counts a trial that no detector explains, and reports whether the test failed or
// ended its process. How far it came is in what package testing prints of it.
func (e *Ends) note(test string, a detect.Output) (failed bool) {
	began := strings.Contains(a.Text, "=== RUN   "+test+"\n")
	ended := func(how string) bool { return strings.Contains(a.Text, "--- "+how+": "+test+" (") }
	switch {
	case ended("SKIP"):
		e.Skipped++
		return false
	case a.Exit == 0 && !began:
		e.Unrun++
		return false
	case a.Exit == 0: // package testing does not let a test exit with 0
		return false
	case began && !ended("PASS") && !ended("FAIL"):
		e.Cut++
	default:
		e.Failed++
	}
	if e.Cut+e.Failed == 1 && e.Output == "" {
		e.Output, e.Network = a.Text, wantsNetwork(a.Text)
	}
	return true
}
