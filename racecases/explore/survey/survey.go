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

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/usertests"
)

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
