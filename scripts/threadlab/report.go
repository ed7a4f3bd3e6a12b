package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"threadlab/bench"
	"threadlab/bench/measure"
	"threadlab/bench/report"
	"threadlab/racecases/atomicfile"
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
			r := reporter{out: term.NewScreen(c.Root().Writer), from: c.Args().First(), to: c.String("o"), suites: suites}
			if r.from == "" {
				host, err := measure.Inspect(ctx)
				if err != nil {
					return err
				}
				r.from = fromHere(filepath.Join(host.Root, "results", "bench"))
				r.standard = r.to == ""
			}
			if r.to == "" {
				r.to = r.from
			}
			return r.report(ctx, term.NewProgress(c.Root().ErrWriter, len(suites), "suites"), len(c.StringSlice("suite")) == 0)
		},
	}
}

// A reporter makes everything before it writes anything, so that a bad file leaves the old pages as they were.
type reporter struct {
	out      *term.Screen
	from, to string
	standard bool // from the module's figures, into the module
	suites   []bench.Suite
}

func (r reporter) report(ctx context.Context, bar *term.Progress, all bool) error {
	defer bar.Done()
	made := make([][]report.File, len(r.suites))
	var names []string
	for i, s := range r.suites {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		files, err := report.Files(r.from, s.Name)
		if err != nil {
			return err
		}
		made[i], names = files, append(names, s.Name)
		bar.Add(1)
	}
	var readme []byte
	if all {
		var err error
		if readme, err = report.Readme(r.from, r.prefix(), names); err != nil {
			return err
		}
	}
	bar.Done()
	for i, s := range r.suites {
		if err := report.Publish(r.to, s.Name, made[i]); err != nil {
			return err
		}
		r.out.Println(r.out.Good("✓ "+s.Name) + fmt.Sprintf("  %s, table: %s.csv, pictures: %d",
			filepath.Join(r.to, s.Name+".md"), s.Name, len(made[i])-2))
	}
	if readme == nil {
		return nil
	}
	place := filepath.Join(r.to, "..", "README.md")
	if !r.standard {
		place = filepath.Join(r.to, "README.md")
	}
	r.out.Println(r.out.Good("✓ all") + "  " + place)
	return atomicfile.Write(place, readme)
}

// prefix leads from the page over everything to the files: it lies in results, above results/bench.
func (r reporter) prefix() string {
	if r.standard {
		return "bench/"
	}
	return ""
}
