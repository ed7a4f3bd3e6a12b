package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v3"

	"threadlab/bench"
	"threadlab/bench/measure"
	"threadlab/bench/report"
	"threadlab/racecases/atomicfile"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/matrix/heat"
	"threadlab/racecases/proc"
	"threadlab/scripts/threadlab/term"
)

func reportCommand() *cli.Command {
	return &cli.Command{
		Name:  "report",
		Usage: "make tables and pictures of what bench measured",
		UsageText: "threadlab report [-o DIR] [-suite SUITE] [DIR]\n" +
			"DIR: where the figures are (default: the module's results/bench)",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "suite", Usage: "only this `SUITE`: " + suiteNames() + " (may be repeated)"},
			&cli.StringFlag{Name: "o", Usage: "put the files into `DIR` (default: beside the figures)"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() > 1 {
				return fmt.Errorf("report takes one folder of figures, and got %d", c.Args().Len())
			}
			if c.IsSet("o") && c.String("o") == "" {
				return errors.New("-o names no folder")
			}
			suites, err := selectedSuites(c.StringSlice("suite"))
			if err != nil {
				return err
			}
			host, err := measure.Inspect(ctx)
			if err != nil {
				return err
			}
			r := reporter{
				out: term.NewScreen(c.Root().Writer), errs: c.Root().ErrWriter, root: host.Root,
				from: c.Args().First(), to: c.String("o"), suites: suites,
			}
			if r.from == "" {
				r.from = gocmd.FromHere(filepath.Join(host.Root, "results", "bench"))
				r.standard = r.to == ""
			}
			if r.to == "" {
				r.to = r.from
			}
			return r.report(ctx, len(c.StringSlice("suite")) == 0)
		},
	}
}

// A reporter makes everything before it writes anything, so that a bad file leaves the old pages as they were.
type reporter struct {
	out      *term.Screen
	errs     io.Writer
	root     string // of the module
	from, to string
	standard bool // from the module's figures, into the module
	suites   []bench.Suite
}

func (r reporter) report(ctx context.Context, all bool) error {
	figures, err := r.draw(ctx)
	if err != nil {
		return err
	}
	made := make([][]report.File, len(figures))
	for i, f := range figures {
		if made[i], err = report.Files(f); err != nil {
			return err
		}
	}
	for i, s := range r.suites {
		if err := report.Publish(r.to, s.Name, made[i]); err != nil {
			return err
		}
		r.out.Println(r.out.Good("✓ "+s.Name) + fmt.Sprintf("  %s, table: %s.csv, pictures: %d",
			filepath.Join(r.to, s.Name+".md"), s.Name, len(made[i])-2))
	}
	if !all {
		return nil
	}
	place, prefix := filepath.Join(r.to, "README.md"), ""
	if r.standard { // the page over everything lies above results/bench
		place, prefix = filepath.Join(r.to, "..", "README.md"), "bench/"
	}
	page, err := report.Readme(r.from, prefix, figures)
	if err != nil {
		return err
	}
	r.out.Println(r.out.Good("✓ all") + "  " + place)
	return atomicfile.Write(place, page)
}

// draw reads the figures of all suites, and has them drawn.
func (r reporter) draw(ctx context.Context) ([]*report.Figures, error) {
	var figures []*report.Figures
	for _, s := range r.suites {
		f, err := report.ReadFigures(r.from, s.Name)
		if err != nil {
			return nil, err
		}
		figures = append(figures, f)
	}
	d, err := findDrawer(ctx, r.root, r.errs)
	if err != nil {
		return nil, err
	}
	bar := term.NewProgress(r.errs, len(figures), "suites")
	defer bar.Done()
	return figures, d.suites(ctx, r.from, figures, func() { bar.Add(1) })
}

// A drawer is the built command scripts/draw. It is a program of its own so that this one, which most people start to
// see a race, is built without a plotting library.
type drawer struct{ file string }

// findDrawer builds the command, or finds it in the build cache.
func findDrawer(ctx context.Context, root string, errs io.Writer) (drawer, error) {
	spin := term.NewSpinner(errs, "building the program that draws")
	defer spin.Done()
	file, err := gocmd.Go{Dir: root}.Tool(ctx, "draw")
	return drawer{file}, err
}

// suites draws the charts of suites whose figures are in a folder, and calls done after each.
func (d drawer) suites(ctx context.Context, dir string, all []*report.Figures, done func()) error {
	args := []string{"suites", dir}
	for _, f := range all {
		args = append(args, f.Suite)
	}
	return runTool(ctx, d.file, nil, func(out io.Reader) error {
		lines := json.NewDecoder(out)
		for _, f := range all {
			if err := lines.Decode(&f.Charts); err != nil {
				return err
			}
			done()
		}
		return nil
	}, args...)
}

// heat draws the matrix at a glance.
func (d drawer) heat(ctx context.Context, h heat.Map) (svg []byte, err error) {
	object, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	err = runTool(ctx, d.file, bytes.NewReader(object), func(out io.Reader) (err error) {
		svg, err = io.ReadAll(out)
		return err
	}, "heat")
	return svg, err
}

// runTool runs such a command and has its output read. If it fails, the error is what it says.
func runTool(ctx context.Context, file string, in io.Reader, read func(io.Reader) error, args ...string) error {
	var complaint strings.Builder
	cmd := proc.Command(ctx, file, args...)
	cmd.Stdin, cmd.Stderr = in, &complaint
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	reading := read(out)
	_, _ = io.Copy(io.Discard, out) // so that it can end
	err = cmd.Wait()
	switch said := strings.TrimSpace(complaint.String()); {
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil && said != "":
		return errors.New(said)
	}
	return cmp.Or(err, reading)
}
