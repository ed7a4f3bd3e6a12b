// Package proctest plants programs for the tests of what runs children.
package proctest

import (
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
)

// Script returns the path of a shell script, in a folder that ends with the test. Parallel
// tests may start children meanwhile: none inherits the file while it is open for writing,
// which would keep the kernel from running it ("text file busy").
func Script(t testing.TB, body string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("what is planted is a shell script")
	}
	file := filepath.Join(t.TempDir(), "script")
	syscall.ForkLock.RLock()
	defer syscall.ForkLock.RUnlock()
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"+body+"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	return file
}
