// Package refused has what is not modelled, a line each: here what nothing can be
// made of.
package refused

import "testing"

func ranges() string {
	var keys struct {
		last any
		all  map[string]string
	}
	keys.all = map[string]string{}
	for keys.last = range map[string]int{} {
		_ = keys
	}
	for keys.all["x"] = range map[string]int{} {
	}
	var test testing.InternalTest
	return test.Name
}

var _ = ranges
