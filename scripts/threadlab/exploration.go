package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/explore"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/proof"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

// An exploration is one call of the command: of a half of a case, or of the tests of any package.
type exploration struct {
	c       *cli.Command
	program *explore.Program
	entries []string
	roots   []string // where the sources are
	folder  string   // of a case: explore.Place prefers the frames in it
	line    exploredLine
	build   func(context.Context) error

	name  func(entry string) string // what people call it
	again func(entry string) string // the operands that explore it
}

func newExploration(ctx context.Context, c *cli.Command, mode explore.BuildMode) (*exploration, error) {
	x := &exploration{c: c, line: exploredLine{V: 1}}
	if ofPackages(c) {
		return x, x.ofTests(ctx, mode)
	}
	return x, x.ofCase(ctx, mode)
}

func (x *exploration) ofCase(ctx context.Context, mode explore.BuildMode) error {
	h, err := halfMeant(x.c)
	if err != nil {
		return err
	}
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	x.entries, x.roots, x.folder = []string{h.ref.Name()}, []string{builder.Root()}, proof.Folder(h.ref)
	x.line.Case, x.line.Half = h.ref.Name(), h.half
	x.name = func(string) string { return h.String() }
	x.again = func(string) string { return h.operands() }
	x.build = func(ctx context.Context) error {
		x.program, err = builder.Program(ctx, h.half, mode)
		return err
	}
	return nil
}

func (x *exploration) ofTests(ctx context.Context, mode explore.BuildMode) (err error) {
	if x.c.IsSet("half") {
		return errors.New("-half is of a case, and a test has none")
	}
	pattern, run := x.c.Args().First(), x.c.String("run")
	if x.program, err = explore.Tests(ctx, ".", pattern, run, mode); err != nil {
		return err
	}
	p := x.program
	if x.c.IsSet("replay") && len(p.Entries) > 1 {
		return fmt.Errorf("-replay is of one test, and -run %q selects %d", run, len(p.Entries))
	}
	cache, err := gocmd.OpenCache()
	if err != nil {
		return err
	}
	x.entries, x.roots = p.Entries, p.Roots()
	x.line.Module, x.line.Version, x.line.Package = p.Module, p.Version, p.Name
	x.name = func(test string) string { return strings.TrimSpace(p.Name + " " + test) }
	x.again = func(test string) string {
		return pattern + " -run " + runPattern(test)
	}
	x.build = func(ctx context.Context) error { return p.BuildIn(ctx, cache) }
	return nil
}

// runPattern is the operand of -run, for a shell, that selects one test or subtest.
func runPattern(test string) string {
	top, _, _ := strings.Cut(test, "/")
	return fmt.Sprintf("'^%s$%s'", top, strings.TrimPrefix(test, top))
}

// instrument builds the program. Why that cannot be explored is said, and the error is the exit status.
func (x *exploration) instrument(ctx context.Context) error {
	spin := term.NewSpinner(x.c.Root().ErrWriter, "instrumenting "+x.c.Args().First())
	err := x.build(ctx)
	spin.Done()
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && x.program != nil:
		return x.refuse(err)
	}
	return err
}

// run explores the entry points, one after the other. Of what cannot be explored it says why, and goes on.
func (x *exploration) run(ctx context.Context, o explore.Options) error {
	if err := x.instrument(ctx); err != nil {
		return err
	}
	var worst error
	var reports []explore.Report
	for _, entry := range x.entries {
		spin := term.NewSpinner(x.c.Root().ErrWriter, "exploring "+entry)
		report, _ := x.program.Explore(ctx, entry, o) // an error is in the report as well
		spin.Done()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		worst = worse(worst, x.print(report))
		reports = append(reports, report)
	}
	x.printLimits(reports)
	return worst
}

// refuse says why no entry point can be explored, once for people and for each in JSON.
func (x *exploration) refuse(why error) (worst error) {
	refused := []string{""}
	if x.c.Bool("json") {
		refused = x.entries
	}
	for _, entry := range refused {
		worst = worse(worst, x.print(x.program.Refused(explore.Job{Entry: entry}, why)))
	}
	return worst
}

// worse returns which of two ends of a search says more: a failure, then what could
// not be explored, then what was not finished.
func worse(a, b error) error {
	rank := func(err error) int {
		switch {
		case err == nil:
			return 0
		case errors.Is(err, errStopped):
			return 1
		case errors.Is(err, errUnexpected):
			return 3
		}
		return 2
	}
	if rank(b) > rank(a) {
		return b
	}
	return a
}
