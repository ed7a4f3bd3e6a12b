package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/explore"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

// An exploration is one call of the command: of a half of a case, or of the tests of any package.
type exploration struct {
	c       *cli.Command
	program *explore.Program
	entries []string
	roots   []string      // where the sources are
	half    *exploredHalf // nil: of tests
	line    exploredLine
	build   func(context.Context) error
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
	x.half, x.entries, x.roots = h, []string{h.ref.Name()}, []string{builder.Root()}
	x.line.Case, x.line.Half = h.ref.Name(), h.half
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
	run := x.c.String("run")
	if x.program, err = explore.Tests(ctx, ".", x.c.Args().First(), run, mode); err != nil {
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
	x.build = func(ctx context.Context) error { return p.BuildIn(ctx, cache) }
	return nil
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

// name is what people call an entry point.
func (x *exploration) name(entry string) string { return x.half.name(x.line.Package, entry) }

// again are the operands that explore an entry point.
func (x *exploration) again(entry string) string { return x.half.operands(x.c.Args().First(), entry) }

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
