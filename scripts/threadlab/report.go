package main

import (
	"context"
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
	place := filepath.Join(r.to, "..", "README.md")
	if !r.standard {
		place = filepath.Join(r.to, "README.md")
	}
	page, err := report.Readme(r.from, r.prefix(), figures)
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

// prefix leads from the page over everything to the files: it lies in results, above results/bench.
func (r reporter) prefix() string {
	if r.standard {
		return "bench/"
	}
	return ""
}
