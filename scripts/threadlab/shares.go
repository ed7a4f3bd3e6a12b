package main

import (
	"fmt"
	"time"

	"threadlab/racecases/usertests"
)

// shares divides the time of a run among its tests. What one leaves goes to those after it, and time is set aside for
// the packages that are still to be built.
type shares struct {
	begin    time.Time
	end      time.Time // zero: there is as much as is needed
	tests    int       // not begun
	packages int       // not built
	builds   int
	building time.Duration
}

// newShares returns the division of a time that begins; 0 is as much as is needed.
func newShares(begin time.Time, limit time.Duration) *shares {
	s := &shares{begin: begin}
	if limit > 0 {
		s.end = begin.Add(limit)
	}
	return s
}

// expect counts what there is to do.
func (s *shares) expect(packages []*usertests.Package, pattern string) {
	for _, p := range packages {
		if tests, err := p.Tests(pattern); err == nil {
			s.packages++
			s.tests += len(tests)
			if len(p.Parallel(tests)) > 1 { // they are run together as well
				s.tests++
			}
		}
	}
}

// special returns until when builds that one detector alone needs may begin, of the next package to be built: they are made in
// the first half of its time, so that its tests run at all. Zero: without such a bound.
func (s *shares) special() time.Time {
	if s.end.IsZero() {
		return time.Time{}
	}
	return time.Now().Add(time.Until(s.end) / time.Duration(2*max(1, s.packages)))
}

// built notes how long a package took to build.
func (s *shares) built(took time.Duration) {
	s.packages--
	s.builds++
	s.building += took
}

// spentBuilding says how much of the time was spent building, and what to do about it; nothing before the first package is built.
func (s *shares) spentBuilding() string {
	if s.builds == 0 {
		return ""
	}
	return fmt.Sprintf(": building took %v (fewer builds take less, as in -build race)", s.building.Round(100*time.Millisecond))
}

// over reports whether the time is.
func (s *shares) over() bool { return !s.end.IsZero() && !time.Now().Before(s.end) }

// next returns when the time of the next test is spent; zero: never.
func (s *shares) next() time.Time {
	tests := max(1, s.tests)
	s.tests--
	if s.end.IsZero() {
		return time.Time{}
	}
	left := time.Until(s.end)
	if s.builds > 0 {
		left -= s.building / time.Duration(s.builds) * time.Duration(max(0, s.packages))
	}
	return time.Now().Add(max(0, left) / time.Duration(tests))
}
