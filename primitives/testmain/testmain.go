// Package testmain is the main function of a package's tests: one that lets no goroutine
// outlive them, and ends at once.
//
//	func TestMain(m *testing.M) { testmain.Run(m) }
package testmain

import (
	"go.uber.org/goleak"
)

// Run runs the tests and ends the process with their status, or with 1 if goroutines are
// left, which it prints. The cleanups are done in between. A race build ends without the
// second in which the detector waits for what goroutines that are left may yet do
// (atexit_sleep_ms of GORACE): there are none.
func Run(m goleak.TestingM, cleanups ...func()) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(status int) {
		for _, cleanup := range cleanups {
			cleanup()
		}
		exit(status)
	}))
}
