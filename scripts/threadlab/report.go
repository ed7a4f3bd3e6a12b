package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"threadlab/bench"
	"threadlab/bench/measure"
	"threadlab/bench/report"
	"threadlab/racecases/atomicfile"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/matrix/heat"
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
	if differ := report.Machines(figures); differ != "" {
		remark(r.errs, "not measured alike, compare within a file only: %s", differ)
	}
	made := make([]map[string][]byte, len(figures))
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
	if err := atomicfile.Write(place, page); err != nil {
		return err
	}
	r.out.Println(r.out.Good("✓ all") + "  " + place)
	return nil
}

// draw reads the figures of all suites, and has them drawn.
func (r reporter) draw(ctx context.Context) ([]*report.Figures, error) {
	figures := make([]*report.Figures, len(r.suites))
	for i, s := range r.suites { // a bad file is found before anything is built
		var err error
		if figures[i], err = report.ReadFigures(r.from, s.Name); err != nil {
			return nil, err
		}
	}
	d, err := findDrawer(ctx, r.root, r.errs)
	if err != nil {
		return nil, err
	}
	bar := term.NewProgress(r.errs, len(figures), "suites")
	defer bar.Done()
	for _, f := range figures {
		if f.Charts, err = d.suite(ctx, r.from, f.Suite); err != nil {
			return nil, err
		}
		bar.Add(1)
	}
	return figures, nil
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

// suite has the charts of a suite drawn whose figures are in a folder.
func (d drawer) suite(ctx context.Context, dir, suite string) (charts []report.Chart, err error) {
	out, err := gocmd.Go{}.Exec(ctx, d.file, "suite", dir, suite)
	if err != nil {
		return nil, err
	}
	return charts, json.Unmarshal(out, &charts)
}

// heat has the matrix drawn at a glance.
func (d drawer) heat(ctx context.Context, h heat.Map) (svg []byte, err error) {
	object, err := json.Marshal(h)
	if err != nil {
		return nil, err
	}
	return gocmd.Go{Stdin: bytes.NewReader(object)}.Exec(ctx, d.file, "heat")
}
