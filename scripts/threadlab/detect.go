package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/detect"
	"threadlab/racecases/export"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/usertests"
	"threadlab/scripts/threadlab/term"
)

func detectCommand() *cli.Command {
	return &cli.Command{
		Name:      "detect",
		Usage:     "the same detectors over the tests of any Go package, each test in processes of its own",
		ArgsUsage: "PACKAGE...",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "run", Value: ".", Usage: "only tests that match this `PATTERN`, as go test has it"},
			&cli.IntFlag{Name: "trials", Value: 10, Usage: "run each test `N` times in each build"},
			&cli.StringSliceFlag{Name: "build", Usage: "only this `BUILD`: " + names(usertests.Builds()) + " (may be repeated)"},
			&cli.IntFlag{Name: "procs", Usage: "GOMAXPROCS of the tests (0: the number of CPUs)"},
			&cli.DurationFlag{Name: "timeout", Value: time.Minute, Usage: "a test that is still there after twice this `TIME` hangs"},
			&cli.BoolFlag{Name: "json", Usage: "an object for each test and detector, as JSON lines"},
			&cli.BoolFlag{Name: "annotate", Usage: "GitHub workflow commands (::error file=...) instead of a table"},
			&cli.StringFlag{Name: "sarif", Usage: "write the findings to this `FILE`, as SARIF 2.1.0"},
		},
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
			if c.Bool("json") && c.Bool("annotate") {
				return errors.New("-json and -annotate: want one of them")
			}
			if file := c.String("sarif"); file != "" { // known before, not after, all tests have run
				if _, err := os.Stat(filepath.Dir(file)); err != nil {
					return fmt.Errorf("-sarif %s: want a file in a folder that there is", file)
				}
			}
			builds, err := parseBuilds(c.StringSlice("build"), usertests.Builds())
			if err != nil {
				return err
			}
			d := &detecting{
				c: c, builds: builds, out: term.NewScreen(c.Root().Writer),
				plan: usertests.Plan{
					Trials: c.Int("trials"), Procs: c.Int("procs"), Pattern: c.String("run"), Deadline: c.Duration("timeout"),
				},
			}
			return d.run(ctx)
		},
	}
}

// detecting is one run of the command: what could not be run is said, and the
// rest goes on.
type detecting struct {
	c         *cli.Command
	out       *term.Screen
	plan      usertests.Plan
	builds    []detect.Build
	builder   *usertests.Builder
	several   bool // packages: the table names the package of each test
	found     bool // a detector saw something
	incapable bool // something could not be run
	findings  []detect.Finding
	packages  []*usertests.Package
}

func (d *detecting) run(ctx context.Context) error {
	packages, failed := usertests.Find(ctx, ".", d.c.Args().Slice()...)
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
	for _, p := range packages {
		if err := d.examine(ctx, p); err != nil {
			return err
		}
	}
	if file := d.c.String("sarif"); file != "" {
		if err := d.writeSARIF(file); err != nil {
			return err
		}
	}
	switch {
	case len(d.packages) == 0 && len(packages) > 0 && !d.incapable:
		return fmt.Errorf("nothing was run: no test of %d packages matches -run %q", len(packages), d.plan.Pattern)
	case len(d.packages) == 0:
		return errors.New("nothing was run")
	case d.found, d.incapable:
		return errUnexpected
	}
	return nil
}

func (d *detecting) complain(err error) {
	d.incapable = true
	fmt.Fprintf(d.c.Root().ErrWriter, "! %s\n", fromHereIn(err.Error()))
}

// examine runs the tests of one package. Only an interrupt is an error.
func (d *detecting) examine(ctx context.Context, p *usertests.Package) error {
	tests, err := p.Tests(d.plan.Pattern)
	if errors.Is(err, usertests.ErrNoTests) && d.wildcard() {
		return nil // it was not asked for by name
	}
	if err == nil {
		err = d.build(ctx, p)
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		d.complain(err)
		return nil
	}
	d.packages = append(d.packages, p)
	if d.several && !d.c.Bool("json") && !d.c.Bool("annotate") {
		d.out.Println(d.out.Faint(p.ImportPath))
	}
	bar := term.NewProgress(d.c.Root().ErrWriter, len(tests), "tests")
	defer bar.Done()
	for _, test := range tests {
		r, err := p.Measure(ctx, test, d.plan)
		if err != nil {
			return err
		}
		bar.Clear()
		if err := d.report(r); err != nil {
			return err
		}
		bar.Add(1)
	}
	if r := p.Remarks(); len(r.Findings) > 0 {
		return d.report(r)
	}
	return nil
}

// wildcard reports whether packages were named by a pattern, so that some of them may
// have nothing to run.
func (d *detecting) wildcard() bool {
	return strings.Contains(strings.Join(d.c.Args().Slice(), " "), "...")
}

// build makes the builds. What one detector alone cannot have is said, and the others
// go on.
func (d *detecting) build(ctx context.Context, p *usertests.Package) error {
	spin := term.NewSpinner(d.c.Root().ErrWriter, "building "+p.ImportPath)
	defer spin.Done()
	for _, build := range d.builds {
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

func (d *detecting) report(r usertests.Measurement) error {
	d.found = d.found || len(r.Findings) > 0
	d.findings = append(d.findings, r.Findings...)
	d.explain(r)
	switch {
	case d.c.Bool("json"):
		for _, row := range r.Rows {
			if err := export.Line(d.c.Root().Writer, row); err != nil {
				return err
			}
		}
	case d.c.Bool("annotate"):
		for _, f := range r.Findings {
			head := f.Title()
			if r.Test != "" {
				head += " in " + r.Test
			}
			if err := export.Annotation(d.c.Root().Writer, head, f, inRepository(r.Package.Where)); err != nil {
				return err
			}
		}
	default:
		d.print(r)
	}
	return nil
}

func (d *detecting) writeSARIF(file string) error {
	where := func(f detect.Frame) (string, bool) {
		for _, p := range d.packages {
			if name, ok := p.Where(f); ok {
				return name, true
			}
		}
		return "", false
	}
	var text bytes.Buffer
	if err := export.SARIF(&text, d.findings, inRepository(where)); err != nil {
		return err
	}
	return atomicfile.Write(file, text.Bytes())
}
