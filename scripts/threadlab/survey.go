package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/gocmd"
	"threadlab/scripts/threadlab/term"
)

// classical are the flags that ask for one search with a bound, of each test; the
// others of the survey's make no sense beside them.
func classical() []string {
	return []string{"strategy", "delays", "schedules", "memory-accesses", "accesses", "no-early-timers", "patient", "allow-leaks", "outlive", "replay", "half"}
}

func surveyFlags() []cli.Flag {
	return []cli.Flag{
		&cli.IntFlag{Name: "p", Value: runtime.NumCPU(), Usage: "build and explore `N` at a time"},
		&cli.StringFlag{Name: "known", Usage: "failures that are set aside: a `FILE` with a fingerprint and a reason a line"},
		&cli.StringFlag{Name: "fail", Value: "bug", Usage: "the `CLASSES` of failures that make the exit status 1: none, or some of bug,leak,early-timer"},
		&cli.StringFlag{Name: "shard", Usage: "only part `i/n` of the tests, i from 0 (default with JOB_COMPLETION_INDEX and JOB_COMPLETIONS set: these)"},
		&cli.StringFlag{Name: "o", Usage: "write the results to this `FILE` as well, as JSON lines"},
		&cli.BoolFlag{Name: "merge", Usage: "explore nothing: read results from these files"},
		&cli.StringFlag{Name: "sarif", Usage: "write the failures to this `FILE`, as SARIF 2.1.0"},
		&cli.BoolFlag{Name: "annotate", Usage: "GitHub workflow commands (::error file=...) instead of a page"},
		&cli.BoolFlag{Name: "v", Usage: "a line for each test, and each failure at length"},
	}
}

// surveyed reports whether the command is about packages, and no flag asks for a
// classical search.
func surveyed(c *cli.Command) (bool, error) {
	if c.Bool("merge") {
		return true, nil
	}
	isPackage := func(arg string) bool { return isFolder(arg) || strings.Contains(arg, "...") }
	packages := c.IsSet("run") || slices.ContainsFunc(c.Args().Slice(), isPackage)
	old := slices.IndexFunc(classical(), c.IsSet)
	if packages && old < 0 {
		return true, nil
	}
	for _, f := range surveyFlags() {
		if name := f.Names()[0]; c.IsSet(name) && packages {
			return false, fmt.Errorf("-%s is of all questions to many tests, and -%s asks one: want one of them", name, classical()[old])
		} else if c.IsSet(name) && c.Args().Len() > 0 { // if not, that is said
			return false, fmt.Errorf("-%s is of packages, and %s is none", name, strings.Join(c.Args().Slice(), " "))
		}
	}
	return false, nil
}

// A surveying is one call of the command that surveys tests, or merges what such calls
// have written.
type surveying struct {
	c       *cli.Command
	out     *term.Screen
	plan    survey.Plan
	whole   bool // not a part of a whole
	fail    []scheduler.Class
	known   survey.KnownList
	failed  []error
	notes   []string
	results []survey.Result
	roots   []string // where sources may be
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
	if file := c.String("known"); file != "" {
		if s.known, err = survey.ReadKnown(file); err != nil {
			return nil, err
		}
	}
	s.whole = part.N < 2
	s.plan = survey.Plan{
		Dir: ".", Patterns: c.Args().Slice(), Run: c.String("run"), Time: limit, Processors: c.Int("p"),
		Race: !c.IsSet("race") || c.Bool("race"), Part: part.I, Parts: part.N,
		Options: explore.Options{Steps: c.Int("steps"), Seed: c.Uint64("seed")},
	}
	return s, nil
}

// parseClasses returns the classes that are named, by commas and with - for spaces.
func parseClasses(list string) ([]scheduler.Class, error) {
	if list == "none" {
		return nil, nil
	}
	var classes []scheduler.Class
	for word := range strings.SplitSeq(list, ",") {
		class := scheduler.Class(strings.ReplaceAll(word, "-", " "))
		if !slices.Contains(survey.Classes(), class) {
			return nil, fmt.Errorf("-fail %s: want none, or some of bug,leak,early-timer", list)
		}
		classes = append(classes, class)
	}
	return classes, nil
}

// runSurvey asks all questions, of the tests of packages.
func runSurvey(ctx context.Context, c *cli.Command) error {
	s, err := newSurveying(c)
	if err != nil {
		return err
	}
	return s.run(ctx)
}

func (s *surveying) run(ctx context.Context) error {
	values, err := gocmd.Go{}.Getenv(ctx, "GOMODCACHE", "GOWORK")
	if err != nil {
		return err
	}
	s.roots = []string{".", values[0]}
	if work := values[1]; filepath.IsAbs(work) {
		s.roots = append(s.roots, filepath.Dir(work))
	}
	if files := s.plan.Patterns; s.c.Bool("merge") {
		s.plan.Patterns = nil
		if err := s.merge(files); err != nil {
			return err
		}
	} else if s.explore(ctx); ctx.Err() == nil {
		if len(s.results) == 0 && len(s.failed) == 1 {
			return s.failed[0]
		}
		for _, err := range s.failed {
			fmt.Fprintf(s.c.Root().ErrWriter, "! %s\n", fromHereIn(err.Error()))
		}
	}
	if err := s.write(); err != nil {
		return err
	}
	return s.status(ctx)
}

func (s *surveying) explore(ctx context.Context) {
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
}

// progress says how far a survey has come.
func progress(tests map[survey.Test]survey.Result) string {
	proven, found := 0, map[string]bool{}
	for _, r := range tests {
		if r.Verdict == scheduler.Proven {
			proven++
		}
		for _, f := range r.Findings {
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
		part, err := readLines[survey.Result](file)
		if err != nil {
			return err
		}
		s.results = append(s.results, part...)
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
	if file := s.c.String("sarif"); file != "" {
		if err := s.writeSARIF(file, findings); err != nil {
			return err
		}
	}
	switch {
	case s.c.Bool("json"):
		_, err := s.c.Root().Writer.Write(s.lines())
		return err
	case s.c.Bool("annotate"):
		return s.annotate(findings)
	}
	s.print(findings)
	return nil
}

// status is the exit status: a failure, or nothing that could be explored.
func (s *surveying) status(ctx context.Context) error {
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case slices.ContainsFunc(survey.Findings(s.results), s.fails):
		return errUnexpected
	case len(s.failed) > 0:
		return exitError(exitBadInput)
	case s.whole && !slices.ContainsFunc(s.results, func(r survey.Result) bool { return r.Verdict != explore.Refused }):
		return exitError(exitBadInput)
	}
	return nil
}

// fails reports whether a finding makes the run fail.
func (s *surveying) fails(f survey.Finding) bool {
	_, known := s.known.Find(f.Fingerprint)
	return !known && slices.Contains(s.fail, f.Class)
}

// unknown reports whether a finding is a bug that is not set aside.
func (s *surveying) unknown(f survey.Finding) bool {
	_, known := s.known.Find(f.Fingerprint)
	return !known && f.Class == scheduler.Bug
}
