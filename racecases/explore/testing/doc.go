// Package testing stands in for Go's package of that name in tests that are explored. Only
// instrumented code calls it.
//
// A test runs once under each schedule, as the program's first goroutine; its subtests
// are goroutines of their own, as in Go. A failed test is a failure of the schedule,
// with the messages and their places. A benchmark inside of a test runs once, and
// without allocations of its own; fuzzing is refused when the test reaches it. [Short] is
// true: many schedules of a short test show more than a few of a long one.
package testing

import (
	"fmt"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	gotesting "testing"

	"threadlab/racecases/explore/harness"
	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/scheduler"
)

// Find returns the function by which harness.Main finds a test: by a pattern as in go test
// -run, of which the first part is the name of one test, qualified where two have it. A
// TestMain, if main is not nil, is called around it under each schedule, because what that
// sets is made anew before each; the flags of go test are defined, for what sets or reads one.
// Find is not inlined: the names of the functions in it would be those of its caller.
//
//go:noinline
func Find(tests map[string]func(*T), main func(*M)) harness.Find {
	gotesting.Init()
	return func(pattern string) (e harness.Entry, err error) {
		name, rest, _ := strings.Cut(pattern, "/")
		f, ok := tests[name]
		if !ok {
			return e, fmt.Errorf("no test %q", name)
		}
		var filter []*regexp.Regexp
		for part := range strings.SplitSeq(rest, "/") {
			re, err := regexp.Compile(part)
			if err != nil {
				return e, err
			}
			filter = append(filter, re)
		}
		test := func() {
			t := &T{common: common{name: name[strings.LastIndex(name, ".")+1:]}, filter: filter}
			t.run(f)
		}
		bare := func(*scheduler.Run) { test() }
		if main == nil {
			return harness.Entry{Run: bare}, nil
		}
		var m *M
		return harness.Entry{
			Run:    func(*scheduler.Run) { m = &M{test: test}; m.around(main) },
			Bare:   bare,
			Tested: func() bool { return m != nil && m.tested },
		}, nil
	}
}

// Short reports whether tests should be short: explored ones should.
func Short() bool { return true }

// Verbose reports false.
func Verbose() bool { return false }

// Testing reports whether this is a test.
func Testing() bool { return true }

// CoverMode returns "", for none.
func CoverMode() string { return "" }

// AllocsPerRun calls f as often as Go does, and returns 0: what is allocated under the explorer
// is its own.
func AllocsPerRun(runs int, f func()) (average float64) {
	for range runs + 1 {
		f()
	}
	return 0
}

func refuse(what string) { model.Running().Refuse(what + " at " + place(nil)) }

// place returns the line of the innermost call outside of this package and of helpers.
func place(helpers map[string]bool) string {
	var at [64]uintptr
	frames := runtime.CallersFrames(at[:runtime.Callers(2, at[:])])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "threadlab/racecases/explore/testing.") && !helpers[f.Function] {
			return fmt.Sprintf("%s:%d", filepath.ToSlash(f.File), f.Line)
		}
		if !more {
			return "a place unknown"
		}
	}
}
