// Package watch looks, from within a test of others, for the goroutines that the
// test leaves behind. It is compiled into their module, in the language of its go line: see the
// package usertests.
package watch

import (
	"os"
	"testing"

	"go.uber.org/goleak"

	"threadlab/racecases/usertests/helper/dump"
)

// Watch has goleak look once the test and its cleanups have ended, and writes what it
// says to the file of the trial. What ran before the test is not the test's.
func Watch(t testing.TB) {
	t.Helper()
	dump.OnBreak()
	file, before := os.Getenv("THREADLAB_RECORD"), goleak.IgnoreCurrent()
	t.Cleanup(func() {
		left := goleak.Find(before)
		if left == nil {
			return
		}
		if err := os.WriteFile(file, []byte(left.Error()+"\n"), 0644); err != nil {
			t.Error(err)
		}
	})
}
