// Package testmain is the main function of a package's tests: one that lets no goroutine
// outlive them, and ends at once.
//
//	func TestMain(m *testing.M) { testmain.Run(m) }
package testmain

import (
	"flag"
	"runtime"
	"strconv"

	"go.uber.org/goleak"
)

// Run runs the tests and ends the process with their status, or with 1 if goroutines are
// left, which it prints. The cleanups are done in between. It ends as [Exit] does.
func Run(m goleak.TestingM, cleanups ...func()) {
	goleak.VerifyTestMain(m, goleak.Cleanup(func(status int) {
		for _, cleanup := range cleanups {
			cleanup()
		}
		Exit(status)
	}))
}

// Wait lets n times as many parallel tests run at a time as there are processors: for a
// package whose tests wait, for children or deadlines. It is called before the flags are
// parsed, so that -parallel has the last word.
func Wait(n int) {
	if err := flag.Set("test.parallel", strconv.Itoa(n*runtime.GOMAXPROCS(0))); err != nil {
		panic(err) // there is no such flag: this is no test
	}
}
