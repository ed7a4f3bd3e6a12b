package survey

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

// A suite is the tests of a package. It is built in one mode at least: in others, as soon
// as there is a test that these say more of.
type suite struct {
	*survey
	target
	first   explore.BuildMode // under the race detector, if that can be
	lost    string            // why it cannot
	builds  map[explore.BuildMode]*build
	tests   []*test
	refused []Result // of each of them, if none can be explored
	unbuilt error    // why there are no tests
}

// A build is a program in one mode. Tests that need it wait until it is there.
type build struct {
	mode    explore.BuildMode
	program *explore.Program // nil: not yet there, or it cannot be
	waiting []*test
}

// A test is one that is explored.
type test struct {
	Result
	suite *suite
	modes map[explore.BuildMode]bool // in which it is, or will be
	begun map[explore.BuildMode]bool // in which a schedule of it has ended
}

// want puts a build on the agenda unless it is there.
func (s *suite) want(mode explore.BuildMode) *build {
	if s.builds[mode] == nil {
		b := &build{mode: mode}
		s.builds[mode] = b
		s.agenda.add(task{build: true, second: mode != s.first, do: func(ctx context.Context) { s.make(ctx, b) }})
	}
	return s.builds[mode]
}

// make makes a build, and has the tests explored that wait for it. Without the first one
// there is no result; without others something is lost.
func (s *suite) make(ctx context.Context, b *build) {
	timed := ctx
	if !s.budget.deadline.IsZero() {
		var cancel context.CancelFunc
		timed, cancel = context.WithDeadline(ctx, s.budget.deadline)
		defer cancel()
	}
	program, err := s.compile(timed, b.mode)
	s.mu.Lock()
	defer s.mu.Unlock()
	first, refused := b.mode == s.first, errors.As(err, new(explore.RefusedError))
	switch {
	case timed.Err() != nil && !first:
	case timed.Err() != nil:
		s.refuse(program, stopped(ctx, "package was built"))
	case err == nil:
		s.begin(b, program)
	case !first:
		s.watch.Note("not explored in the build " + b.mode.String() + ": " + err.Error())
	case refused:
		s.refuse(program, program.Refused(explore.Job{}, err))
	case b.mode.Race:
		s.first, s.lost = explore.BuildMode{}, err.Error()
		s.want(s.first)
	default:
		s.unbuilt = err
	}
}

// stopped reports on a test of which no schedule was run, because ctx or the time had ended before.
func stopped(ctx context.Context, before string) explore.Report {
	why := "the time was spent"
	if ctx.Err() != nil {
		why = "interrupted"
	}
	return explore.Report{Verdict: scheduler.Stopped, Delays: -1, Why: why + " before the " + before}
}

// compile builds the tests or the program. With an error the program has a name at least.
func (s *suite) compile(ctx context.Context, mode explore.BuildMode) (program *explore.Program, err error) {
	if s.build != nil {
		program, err = s.build(ctx, mode)
	} else if program, err = explore.Tests(ctx, s.Dir, s.path, s.Run, mode); err == nil {
		err = program.BuildIn(ctx, s.cache)
	}
	if program == nil {
		program = &explore.Program{Name: s.path}
	}
	return program, err
}

// begin has the tests explored that wait for a build: of the first one that is all.
func (s *suite) begin(b *build, p *explore.Program) {
	b.program = p
	if b.mode == s.first {
		s.list(p)
		b.waiting = s.tests
		if s.lost != "" {
			s.watch.Note("not explored under the race detector: " + s.lost)
		}
	}
	for _, t := range b.waiting {
		s.search(t, b, s.turn(), 0)
	}
}

// refuse notes that none of the tests has been explored.
func (s *suite) refuse(p *explore.Program, why explore.Report) {
	for _, name := range s.target.tests {
		r := s.result(p, name, why)
		s.refused = append(s.refused, r)
		s.watch.Result(r)
	}
}

func (s *suite) result(p *explore.Program, entry string, report explore.Report) Result {
	report.Entry = entry
	return Result{V: 1, Module: p.Module, Version: p.Version, Package: s.path, Test: entry, Report: report}
}

// list adds the tests that are in this part of the whole.
func (s *suite) list(p *explore.Program) {
	if s.build != nil {
		for _, entry := range s.target.tests {
			s.add(p, entry, "")
		}
		return
	}
	for _, entry := range p.Entries {
		name, _, _ := strings.Cut(entry, "/")
		name = name[strings.LastIndex(name, ".")+1:] // with its package, if a test of another has that name too
		if slices.Contains(s.target.tests, name) {
			s.add(p, entry, p.Folder())
		}
	}
}

func (s *suite) add(p *explore.Program, entry, folder string) {
	r := s.result(p, entry, explore.Report{Verdict: scheduler.Stopped, Delays: -1})
	r.Folder, r.Notes = folder, p.Notes
	s.tests = append(s.tests, &test{Result: r, suite: s, modes: map[explore.BuildMode]bool{s.first: true}, begun: map[explore.BuildMode]bool{}})
}

// turn is how long the first search of a test may take: where schedules bound it, as long as
// it needs.
func (s *suite) turn() time.Duration {
	if s.Options.Schedules > 0 {
		return max(s.Time, DefaultPerTest)
	}
	return firstShare
}

// search puts a search on the agenda, of a test that has had some time in this build.
func (s *suite) search(t *test, b *build, share, had time.Duration) {
	s.agenda.add(task{share: share, do: func(ctx context.Context) { t.explore(ctx, b, share, had) }})
}
