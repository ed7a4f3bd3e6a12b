// Package survey explores the tests of many packages within one budget of time.
//
// A package is built once in each mode that says more of one of its tests: under the race
// detector, where there is a C compiler; without it, which is faster, where a test has many
// schedules; with points at memory accesses, where there is a race, to see what it does.
// Builds go on beside searches.
//
// Each test has a short turn before any has a second one. A turn is a search of its own,
// four times as long as the one before, as long as schedules are left that were not
// tried: so the time goes to the tests that are not done, the cheap ones first.
package survey

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/usertests"
)

// A Plan says what is explored, and how much that may cost.
type Plan struct {
	Dir      string    // where the patterns are understood
	Patterns []string  // of packages, as the go command has them
	Run      string    // the tests to explore, as go test has it; empty: all
	Programs []Program // explored in the place of packages

	Time       time.Duration // ends the survey, builds included; 0: see [DefaultTime] and [DefaultPerTest]
	Processors int           // tests and builds side by side
	Race       bool          // the race detector looks on as well

	Part, Parts int             // only part Part of so many, from 0; Parts 0: the whole
	Options     explore.Options // of each search; the time and the questions are the survey's. Schedules makes one search of each test and build
}

// A Watch is called while a survey runs, from one goroutine at a time.
type Watch struct {
	Result func(Result) // a test has been searched once more
	Note   func(string) // what is lost, in a line
}

// A Program is explored as the tests of a package are: its entry points are tests.
type Program struct {
	Name    string
	Entries []string
	Build   func(context.Context, explore.BuildMode) (*explore.Program, error)
}

// A survey is a plan under way.
type survey struct {
	Plan
	watch  Watch
	agenda *agenda
	budget *budget
	cache  gocmd.Cache

	mu     sync.Mutex // of the suites
	suites []*suite
	failed []error // of what is not among them
}

// Explore explores the tests, until no schedule is left of any of them, the time is spent
// or ctx ends: then the results are those of what was done. The errors are about packages
// that have no result, because they cannot be loaded or built.
func (p Plan) Explore(ctx context.Context, w Watch) ([]Result, []error) {
	targets, failed := p.targets(ctx)
	cache, err := gocmd.OpenCache()
	switch {
	case ctx.Err() != nil:
		return nil, nil // what could not be loaded was not looked at to the end
	case err != nil:
		return nil, []error{err}
	}
	s := &survey{
		Plan: p, watch: w, agenda: newAgenda(p.Processors), budget: newBudget(p.Time, p.Processors), cache: cache, failed: failed,
	}
	races := s.Race && len(targets) > 0 && s.canRace(ctx)
	var left usertests.Others
	for _, t := range targets {
		left.Include(t.left)
		suite := &suite{survey: s, target: t, first: explore.BuildMode{Race: races}, builds: map[explore.BuildMode]*build{}}
		s.suites = append(s.suites, suite)
		suite.want(suite.first)
	}
	if text := left.String(); text != "" {
		s.watch.Note("left out: " + text)
	}
	s.agenda.run(ctx, p.Processors)
	return s.results(ctx)
}

// canRace reports whether the race detector can look on, and says what is lost if not.
func (s *survey) canRace(ctx context.Context) bool {
	err := gocmd.CheckRace(ctx)
	if errors.Is(err, gocmd.ErrNoRaceBuild) {
		s.watch.Note(fmt.Sprintf("data races are not looked for: %v", err))
	} else if err != nil && ctx.Err() == nil {
		s.failed = append(s.failed, err)
	}
	return err == nil
}

// results returns a result for each test, in the order of the packages, and why packages have
// none. Of a test that was not begun the result says why.
func (s *survey) results(ctx context.Context) (all []Result, failed []error) {
	failed = s.failed
	for _, suite := range s.suites {
		if suite.unbuilt != nil {
			failed = append(failed, suite.unbuilt)
		} else if len(suite.refused)+len(suite.tests) == 0 {
			suite.refuse(&explore.Program{Name: suite.path}, stopped(ctx, "package was built"))
		}
		all = append(all, suite.refused...)
		for _, t := range suite.tests {
			if t.Verdict == scheduler.Stopped && t.Why == "" && t.Schedules == 0 {
				t.further(stopped(ctx, "test was begun"))
			}
			all = append(all, t.Result)
		}
	}
	return slices.Clip(all), failed
}
