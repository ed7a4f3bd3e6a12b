package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
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

// detecting is one run of the command: what could not be run is said, and the
// rest goes on.
type detecting struct {
	c         *cli.Command
	out       *term.Screen
	plan      usertests.Plan
	builds    []detect.Build
	builder   *usertests.Builder
	clock     *shares
	several   bool // packages: the table names the package of each test
	found     bool // a detector saw something
	incapable bool // something could not be run
	findings  []detect.Finding
	packages  []*usertests.Package
	totals    detectTotals
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
	d.clock.expect(packages, d.plan.Pattern)
	for _, p := range packages {
		if err = d.examine(ctx, p); err != nil {
			break // an interrupt: what is known is written all the same
		}
	}
	return errors.Join(d.write(), cmp.Or(err, d.status(packages)))
}

// write writes what was found into the files that were asked for, and the last lines.
func (d *detecting) write() error {
	if !d.c.Bool("json") && !d.c.Bool("annotate") && len(d.packages) > 0 {
		d.printTotals()
	}
	if file := d.c.String("sarif"); file != "" {
		return d.writeSARIF(file)
	}
	return nil
}

// status is the exit status of a run that was not interrupted.
func (d *detecting) status(packages []*usertests.Package) error {
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
	if err == nil && d.clock.over() {
		d.totals.unrun += len(tests)
		return nil
	}
	if err == nil {
		begin := time.Now()
		err = d.build(ctx, p)
		d.clock.built(time.Since(begin))
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		d.complain(err)
		return nil
	}
	d.packages = append(d.packages, p)
	d.totals.of(p)
	if d.several && !d.c.Bool("json") && !d.c.Bool("annotate") {
		d.out.Println(d.out.Faint(p.ImportPath))
	}
	bar := term.NewProgress(d.c.Root().ErrWriter, len(tests), "tests")
	defer bar.Done()
	for i, test := range tests {
		if d.clock.over() {
			d.totals.unrun += len(tests) - i
			break
		}
		plan := d.plan
		plan.Until = d.clock.next()
		r, err := p.Measure(ctx, test, plan)
		bar.Clear()
		if r.Trials > 0 {
			err = errors.Join(err, d.report(r))
		}
		if err != nil {
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
	d.totals.add(r)
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
