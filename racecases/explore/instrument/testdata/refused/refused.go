// Package refused has what is not modelled.
package refused

import "testing"

// tests has types and functions of package testing that only its own tests use.
func tests() string {
	test := testing.InternalTest{Name: "x", F: func(t *testing.T) { t.Log() }}
	testing.RunTests(nil, []testing.InternalTest{test})
	return test.Name
}

var _ = tests
