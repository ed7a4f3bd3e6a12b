// Package webtest decides which tests run in a browser, or on what is compiled for one: those
// of a machine whose environment names a browser, as .ci/run's does. The others need Go and a
// C compiler, and compile no standard library for WebAssembly.
package webtest

import (
	"fmt"
	"os"
	"os/exec"
	"testing"
)

// Variable is the variable of the environment that names the browser, as a path or as a name on PATH.
const Variable = "THREADLAB_BROWSER"

// Unnamed is the reason why a test is skipped.
const Unnamed = "needs a browser: set " + Variable + "=chromium, or another's name or path, as .ci/run does"

// Named returns the path of the browser that the environment names: empty if it names none.
// One that is named and is not there is an error.
func Named() (string, error) {
	name := os.Getenv(Variable)
	if name == "" {
		return "", nil
	}
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%s names a browser that is not there: %w", Variable, err)
	}
	return path, nil
}

// Browser returns the path of the browser. A test without one is skipped, and says so; one
// whose browser is not there fails.
func Browser(t testing.TB) string {
	t.Helper()
	path, err := Named()
	if err != nil {
		t.Fatal(err)
	}
	if path == "" {
		t.Skip(Unnamed)
	}
	return path
}
