package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/pages"
	"threadlab/scripts/threadlab/term"
)

// A surveying is one call of the command that surveys tests, or merges what such calls have written.
type surveying struct {
	c           *cli.Command
	out         *term.Screen
	plan        survey.Plan
	begin       time.Time // zero: results are merged
	whole       bool      // not a part of a whole
	fail        []scheduler.Class
	known       survey.KnownList
	failed      []error
	interrupted bool
	notes       []string
	results     []survey.Result
	roots       []string      // where sources may be
	work        string        // the folder of a workspace, empty if there is none
	half        *exploredHalf // nil: of tests
}

func newSurveying(c *cli.Command) (s *surveying, err error) {
	if err := cmp.Or(checkOutputs(c), atLeast(1, c, "p", "steps")); err != nil {
		return nil, err
	}
	limit, err := timeOf(c, 0)
	if err != nil {
		return nil, err
	}
	s = &surveying{c: c, out: term.NewScreen(c.Root().Writer)}
	if s.fail, err = parseClasses(c.String("fail")); err != nil {
		return nil, err
	}
	part, err := parseShard(c.String("shard"))
	if err != nil {
		return nil, err
	}
	if s.known, err = readKnown(c); err != nil {
		return nil, err
	}
	s.whole = part.N < 2
	s.plan = survey.Plan{
		Dir: ".", Patterns: c.Args().Slice(), Run: c.String("run"), Time: limit, Processors: c.Int("p"),
		Race: !c.IsSet("race") || c.Bool("race"), Part: part.I, Parts: part.N,
		Options: explore.Options{Steps: c.Int("steps"), Seed: c.Uint64("seed")},
	}
	return s, nil
}

// ofCase has the survey be about a half of a case.
func (s *surveying) ofCase(ctx context.Context) error {
	h, err := halfMeant(s.c)
	if err != nil {
		return err
	}
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	if !s.c.IsSet("fail") && h.half == corpus.Broken { // a case may be about any class
		s.fail = scheduler.Classes()
	}
	s.half, s.roots, s.plan.Patterns = h, []string{builder.Root()}, nil
	s.plan.Programs = []survey.Program{{
		Name: h.ref.Package(), Entries: []string{h.ref.Name()},
		Build: func(ctx context.Context, mode explore.BuildMode) (*explore.Program, error) {
			return builder.Program(ctx, h.half, mode)
		},
	}}
	return nil
}

// runSurvey asks all questions, of the tests of packages or of a case.
func runSurvey(ctx context.Context, c *cli.Command) error {
	s, err := newSurveying(c)
	if err != nil {
		return err
	}
	if !c.Bool("merge") && !ofPackages(c) {
		if err := s.ofCase(ctx); err != nil {
			return err
		}
	}
	return s.run(ctx)
}

func (s *surveying) run(ctx context.Context) error {
	values, err := gocmd.Go{}.Getenv(ctx, "GOMODCACHE", "GOWORK")
	if err != nil {
		return err
	}
	s.roots = append(s.roots, ".", values[0])
	if work := values[1]; filepath.IsAbs(work) {
		s.work = filepath.Dir(work)
		s.roots = append(s.roots, s.work)
	}
	if files := s.plan.Patterns; s.c.Bool("merge") {
		s.plan.Patterns = nil
		if err := s.merge(files); err != nil {
			return err
		}
	} else {
		s.explore(ctx)
	}
	if len(s.results) == 0 && len(s.failed) == 1 {
		return s.failed[0]
	}
	for _, err := range s.failed {
		term.Remark(s.c.Root().ErrWriter, "! ", withRemedy(fromHereIn(err.Error())))
	}
	if err := s.write(); err != nil {
		return err
	}
	return s.status(ctx)
}

func (s *surveying) explore(ctx context.Context) {
	s.begin = time.Now()
	spin := term.NewSpinner(s.c.Root().ErrWriter, "building")
	tests := map[survey.Test]survey.Result{}
	s.results, s.failed = s.plan.Explore(ctx, survey.Watch{
		Result: func(r survey.Result) {
			tests[survey.Test{Package: r.Package, Name: r.Test}] = r
			spin.Say(progress(tests))
		},
		Note: func(note string) { s.notes = append(s.notes, note) },
	})
	spin.Done()
	s.interrupted = ctx.Err() != nil
}

// progress says how far a survey has come.
func progress(tests map[survey.Test]survey.Result) string {
	proven, found := 0, map[string]bool{}
	for _, r := range tests {
		if r.Verdict == scheduler.Proven {
			proven++
		}
		for _, f := range survey.Group(r.Findings) {
			found[f.Fingerprint] = true
		}
	}
	return fmt.Sprintf("exploring %s, %d proven, %s", plural(len(tests), "test"), proven, plural(len(found), "failure"))
}

// merge reads the results of several calls, each of which has done a part.
func (s *surveying) merge(files []string) error {
	if len(files) == 0 {
		return errors.New("-merge takes files of results, as in: threadlab explore -merge part-*.jsonl")
	}
	for _, file := range files {
		part, err := pages.Lines[surveyLine](file)
		if err != nil {
			return err
		}
		for _, line := range part {
			switch known := func(err error) bool { return err.Error() == line.Error }; {
			case line.Error == "":
				s.results = append(s.results, line.Result)
			case !slices.ContainsFunc(s.failed, known):
				s.failed = append(s.failed, errors.New(line.Error))
			}
		}
	}
	if len(s.results)+len(s.failed) == 0 {
		return fmt.Errorf("-merge: no results in %s", strings.Join(files, " "))
	}
	s.results = survey.Merge(s.results)
	return nil
}

// write writes the results in each form that is asked for.
func (s *surveying) write() error {
	findings := survey.Findings(s.results)
	if file := s.c.String("o"); file != "" {
		if err := atomicfile.Write(file, s.lines()); err != nil {
			return err
		}
	}
	if err := s.outputs(findings).write(s.c); err != nil {
		return err
	}
	switch {
	case s.c.Bool("json"):
		_, _ = s.c.Root().Writer.Write(s.lines())
	case s.c.Bool("annotate"):
		s.annotate(findings)
	default:
		s.print(findings)
	}
	return nil
}

// status is the exit status: a failure, or nothing that could be explored.
func (s *surveying) status(ctx context.Context) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case slices.ContainsFunc(survey.Findings(s.results), s.fails):
		return errUnexpected
	case len(s.failed) > 0, s.whole && !slices.ContainsFunc(s.results, func(r survey.Result) bool { return r.Verdict != explore.Refused }):
		return errRefused
	case s.whole && s.inconclusive():
		return errStopped
	}
	return nil
}

// inconclusive reports whether searches were stopped for want of time, and none has found or proven anything.
func (s *surveying) inconclusive() bool {
	if s.interrupted {
		return false
	}
	some := false
	for _, r := range s.results {
		switch r.Verdict {
		case explore.Refused, explore.Skipped:
		case scheduler.Stopped:
			if some = true; len(r.Findings) > 0 {
				return false
			}
		default:
			return false
		}
	}
	return some
}

// begun reports whether anything is known of a test that could be explored.
func (s *surveying) begun() bool {
	return slices.ContainsFunc(s.results, func(r survey.Result) bool { return r.Verdict != explore.Refused && !unbegun(r) })
}

// unbegun reports whether no time was left for a single schedule of a test.
func unbegun(r survey.Result) bool { return r.Verdict == scheduler.Stopped && r.Schedules == 0 }

// isKnown reports whether a finding is set aside.
func (s *surveying) isKnown(f survey.Finding) bool {
	_, known := s.known.Find(f.Fingerprint)
	return known
}

// fails reports whether a finding makes the run fail.
func (s *surveying) fails(f survey.Finding) bool {
	return !s.isKnown(f) && slices.Contains(s.fail, f.Class)
}
