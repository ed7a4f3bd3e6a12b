package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/detect"
	"threadlab/racecases/explore/survey"
	"threadlab/racecases/export"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/junit"
	"threadlab/racecases/proc"
	"threadlab/racecases/usertests"
	"threadlab/scripts/threadlab/term"
)

func detectCommand() *cli.Command {
	return &cli.Command{
		Name:      "detect",
		Usage:     "the same detectors over the tests of any Go package",
		ArgsUsage: "PACKAGE...",
		Description: `Runs each test of packages, as the go command names them, in processes of its own, and says which detector has
			seen what, and where. Exit status 0: nothing was found; 1: something was that -known does not set aside; 2: nothing was,
			but a part, or all, could not be run.`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "run", Value: ".", Usage: "only tests that match this `PATTERN`, as go test has it"},
			&cli.IntFlag{Name: "trials", Value: 10, Usage: "run each test `N` times in each build"},
			&cli.StringSliceFlag{Name: "build", Usage: "only this `BUILD`: " + names(usertests.Builds(), " ") + " (may be repeated)"},
			&cli.IntFlag{Name: "procs", Usage: "GOMAXPROCS of the tests is `N` (0: the number of CPUs)"},
			&cli.DurationFlag{Name: "timeout", Value: 30 * time.Second, Usage: "a test that has not ended after twice this `TIME` hangs; one that has ended in another run gets less"},
			&cli.DurationFlag{Name: "time", HideDefault: true, Usage: "begin nothing after this `TIME`, which the tests share (default: all trials are run)"},
			&cli.BoolFlag{Name: "json", Usage: "an object for each test and detector, as JSON lines"},
		}, outputFlags()...),
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() == 0 {
				return errors.New("detect takes packages, as in: threadlab detect ./stock")
			}
			if err := cmp.Or(checkPackages(c), atLeast(1, c, "trials"), atLeast(0, c, "procs")); err != nil {
				return err
			}
			if d := c.Duration("timeout"); d <= 0 {
				return fmt.Errorf("-timeout %v: want more than 0, such as 30s", d)
			}
			known, err := readKnown(c)
			if err := cmp.Or(err, checkOutputs(c)); err != nil {
				return err
			}
			builds, err := parseBuilds(c.StringSlice("build"), usertests.Builds())
			if err != nil {
				return err
			}
			limit, err := timeOf(c, 0)
			if err != nil {
				return err
			}
			d := &detecting{
				c: c, known: known, clock: newShares(time.Now(), limit), builds: builds, out: term.NewScreen(c.Root().Writer),
				plan: usertests.Plan{
					Trials: c.Int("trials"), Procs: c.Int("procs"), Pattern: c.String("run"), Deadline: c.Duration("timeout"),
				},
			}
			return d.run(ctx)
		},
	}
}

// detecting is one run of the command: what could not be run is said, and the rest goes on.
type detecting struct {
	c           *cli.Command
	out         *term.Screen
	plan        usertests.Plan
	builds      []detect.Build
	builder     *usertests.Builder
	clock       *shares
	several     bool               // packages: the table names the package of each test
	shown       *usertests.Package // is the one that was named last
	known       survey.KnownList
	found       bool // something that is not known
	incapable   bool // something could not be run
	interrupted bool
	findings    []detect.Finding
	cases       []junit.Case
	packages    []*usertests.Package
	totals      detectTotals
}

func (d *detecting) run(ctx context.Context) error {
	packages, failed := usertests.Find(ctx, ".", d.c.Args().Slice()...)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	for _, err := range failed {
		d.complain(err)
	}
	dir, err := os.MkdirTemp("", "threadlab-detect-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	d.builder = usertests.NewBuilder(dir, d.plan.Deadline)
	d.several = len(packages) > 1
	d.clock.expect(packages, d.plan.Pattern)
	for _, p := range packages {
		if err = d.examine(ctx, p); err != nil {
			d.interrupted = ctx.Err() != nil // and what is known is written all the same
			break
		}
	}
	if errors.As(err, new(proc.StartError)) && d.totals.tests == 0 {
		return err // nothing has run, and nothing is said of it
	}
	return cmp.Or(d.write(err == nil && d.whole()), err, d.status(packages))
}

// whole reports whether each test was run in each build: only then is what was not found no longer there.
func (d *detecting) whole() bool {
	return d.plan.Pattern == "." && len(d.builds) == len(usertests.Builds()) && d.totals.unbuilt+d.totals.unrun == 0
}

// write writes what was found into the files that were asked for, and the last lines. Of a whole run it says what is known
// and was not found.
func (d *detecting) write(whole bool) error {
	if d.page() && len(d.packages) > 0 && !d.unbegun() {
		d.printTotals()
	}
	if d.page() && whole {
		var found []string
		for _, f := range d.findings {
			for _, seen := range f.All() {
				found = append(found, seen.Fingerprint)
			}
		}
		printStale(d.out, d.known, found)
	}
	return d.outputs().write(d.c)
}

// status is the exit status of a run that was not interrupted.
func (d *detecting) status(packages []*usertests.Package) error {
	switch {
	case d.unbegun():
		return inJSON(d.c, fmt.Errorf("nothing was run: -time %v was over before the first test%s", d.c.Duration("time"), d.clock.spentBuilding()))
	case len(d.packages) == 0 && d.incapable: // why is said of each
		return errRefused
	case len(packages) == 0:
		return inJSON(d.c, errors.New("nothing was run: no package with tests matches "+strings.Join(d.c.Args().Slice(), " ")))
	case len(d.packages) == 0:
		return inJSON(d.c, fmt.Errorf("nothing was run: no test of %s matches -run %q", plural(len(packages), "package"), d.plan.Pattern))
	case d.found:
		return errUnexpected
	case d.incapable: // no finding is no answer then
		return errRefused
	}
	return nil
}

// unbegun reports whether the run was over before the first test, and before a linter had found anything.
func (d *detecting) unbegun() bool {
	return d.totals.tests == 0 && (d.totals.unrun > 0 || d.interrupted) && len(d.findings) == 0
}

// page reports whether the results are for people.
func (d *detecting) page() bool { return !d.c.Bool("json") && !d.c.Bool("annotate") }

// complain says what could not be run.
func (d *detecting) complain(err error) {
	d.incapable = true
	text := withRemedy(fromHereIn(err.Error()))
	d.remark(text)
	d.cases = append(d.cases, junit.Case{Class: "threadlab", Name: "detect", Failure: text})
	if d.c.Bool("annotate") {
		_ = export.Error(d.c.Root().Writer, "cannot be run", text)
	}
	_ = inJSON(d.c, err)
}

func (d *detecting) remark(text string) { remark(d.c.Root().ErrWriter, "%s", text) }

// examine runs the tests of one package. Only an interrupt is an error.
func (d *detecting) examine(ctx context.Context, p *usertests.Package) error {
	tests, err := p.Tests(d.plan.Pattern)
	if errors.Is(err, usertests.ErrNoTests) && d.wildcard() {
		d.totals.others.Include(p.Others())
		return nil // it was not asked for by name
	}
	if err == nil {
		if d.clock.over() {
			d.totals.unrun += len(tests)
			return nil
		}
		begin := time.Now()
		err = d.build(ctx, p)
		d.clock.built(time.Since(begin))
	}
	switch {
	case ctx.Err() != nil && p.Remarks("").Rows == nil: // no linter has read it
		return ctx.Err()
	case err != nil && ctx.Err() == nil:
		d.complain(err)
		return nil
	}
	d.packages = append(d.packages, p)
	d.totals.others.Include(p.Others())
	left, err := d.measure(ctx, p, tests)
	if err == nil && len(left) == 0 {
		err = d.measureTogether(ctx, p, tests)
	}
	for _, test := range append(left, "") { // what linters said stands
		if r := p.Remarks(test); len(r.Findings) > 0 {
			d.report(r)
		}
	}
	return err
}

// measure runs tests of a package, as long as there is time, and returns those that were left.
func (d *detecting) measure(ctx context.Context, p *usertests.Package, tests []string) (left []string, err error) {
	bar := term.NewProgress(d.c.Root().ErrWriter, len(tests), "tests")
	defer bar.Done()
	for i, test := range tests {
		if d.clock.over() {
			d.totals.unrun += len(tests) - i
			return tests[i:], nil
		}
		plan := d.plan
		plan.Until = d.clock.next()
		r, err := p.Measure(ctx, test, plan)
		bar.Clear()
		if r.Trials > 0 || len(r.Findings) > 0 {
			d.report(r)
		}
		if err != nil {
			return tests[i+1:], err
		}
		bar.Add(1)
	}
	return nil, nil
}

// measureTogether runs the tests together that go test runs beside each other, and reports what was not seen of one alone.
func (d *detecting) measureTogether(ctx context.Context, p *usertests.Package, tests []string) error {
	if len(p.Parallel(tests)) < 2 || d.clock.over() {
		return nil
	}
	plan := d.plan
	plan.Until = d.clock.next()
	r, err := p.MeasureTogether(ctx, tests, plan)
	r.Findings = slices.DeleteFunc(r.Findings, func(f detect.Finding) bool {
		_, seen := d.totals.findings[f.Fingerprint]
		return seen
	})
	if r.Trials > 0 {
		d.report(r)
	}
	return err
}

// wildcard reports whether packages were named by a pattern, so that some of them may have nothing to run.
func (d *detecting) wildcard() bool {
	return strings.Contains(strings.Join(d.c.Args().Slice(), " "), "...")
}

// build makes the builds. What one detector alone cannot have is said, and the others go on.
func (d *detecting) build(ctx context.Context, p *usertests.Package) error {
	spin := term.NewSpinner(d.c.Root().ErrWriter, "building "+p.ImportPath)
	defer spin.Done()
	special := d.clock.special()
	for _, build := range d.builds {
		if d.clock.over() { // no test of the package will be run
			break
		}
		if build.Owner() != "" && !special.IsZero() && time.Now().After(special) {
			d.totals.unbuilt++
			continue
		}
		err := error(nil)
		if build == detect.RaceBuild {
			err = gocmd.CheckRace(ctx)
		}
		if err == nil {
			err = d.builder.Build(ctx, p, build)
		}
		switch {
		case errors.Is(err, usertests.ErrCannotLook), errors.Is(err, gocmd.ErrNoRaceBuild):
			d.complain(err)
		case err != nil:
			return err
		}
	}
	return nil
}
