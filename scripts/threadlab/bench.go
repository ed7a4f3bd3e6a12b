package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"github.com/urfave/cli/v3"

	"threadlab/bench"
	"threadlab/bench/measure"
	"threadlab/bench/report"
	"threadlab/scripts/threadlab/term"
)

func benchCommand() *cli.Command {
	return &cli.Command{
		Name:  "bench",
		Usage: "measure the primitives beside their peers, and keep the figures with what made them",
		Flags: []cli.Flag{
			&cli.StringSliceFlag{Name: "suite", Usage: "only this `SUITE`: " + suiteNames() + " (may be repeated)"},
			&cli.IntFlag{Name: "count", Value: 6, Usage: "measure every cell `N` times; with less than 6 benchstat knows no interval"},
			&cli.StringFlag{Name: "benchtime", Value: "100ms", Usage: "measure a cell for `T`, or Nx turns"},
			&cli.StringFlag{Name: "o", Usage: "put the files into `DIR` (default: the module's results/bench)"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			suites, err := selectedSuites(c.StringSlice("suite"))
			if err != nil {
				return err
			}
			if n := c.Int("count"); n < 1 {
				return fmt.Errorf("-count %d: want 1 or more", n)
			}
			if err := measure.CheckBenchtime(c.String("benchtime")); err != nil {
				return err
			}
			if c.IsSet("o") && c.String("o") == "" {
				return errors.New("-o names no folder")
			}
			host, err := measure.Inspect(ctx)
			if err != nil {
				return err
			}
			plan := measure.Plan{
				Suites: suites, Count: c.Int("count"), Dir: c.String("o"),
				Settings: measure.Settings{Benchtime: c.String("benchtime")},
			}
			if plan.Dir == "" {
				plan.Dir = fromHere(filepath.Join(host.Root, "results", "bench"))
			}
			return measureAll(ctx, c, host, plan)
		},
	}
}

func measureAll(ctx context.Context, c *cli.Command, host measure.Host, plan measure.Plan) error {
	errs := c.Root().ErrWriter
	spin := term.NewSpinner(errs, "building the benchmarks")
	binary, err := measure.Build(ctx, host.Root)
	spin.Done()
	if err != nil {
		return err
	}
	defer binary.Remove()
	if host.Busy() {
		fmt.Fprintf(errs, "! this machine is busy (load average %s): the figures will show it\n", host.Load)
	}
	plan.Sources = []measure.Source{binary}
	rounds := 0
	bar := term.NewProgress(errs, plan.Rounds(), "rounds")
	err = measure.Run(ctx, host, plan, func() {
		rounds++
		bar.Add(1)
	})
	bar.Done()
	if err != nil && rounds > 0 {
		fmt.Fprintf(errs, "! %d of %d rounds are kept in %s\n", rounds, plan.Rounds(), plan.Partial(bench.Suite{Name: "SUITE"}, measure.Go))
	}
	if errors.Is(err, measure.ErrFailed) {
		fmt.Fprintln(errs, "threadlab:", err)
		return errUnexpected
	}
	if err != nil {
		return err
	}
	out := term.NewScreen(c.Root().Writer)
	if len(plan.Suites) == len(bench.Suites()) {
		if err := measure.PublishTargets(plan.Dir); err != nil {
			return err
		}
	}
	for _, s := range plan.Suites {
		out.Println(out.Good("✓ "+s.Name) + fmt.Sprintf("  %s, table: %s", plan.Raw(s, measure.Go), report.TablePath(s.Name+".txt")))
	}
	return nil
}

// fromHere returns a path as it would be typed here, if that can be said.
func fromHere(path string) string {
	here, err := os.Getwd()
	if err != nil {
		return path
	}
	short, err := filepath.Rel(here, path)
	if err != nil {
		return path
	}
	return short
}

// selectedSuites returns the suites of those names, in the order in which they run: all of them for none.
func selectedSuites(names []string) ([]bench.Suite, error) {
	all := bench.Suites()
	for _, name := range names {
		if !slices.ContainsFunc(all, func(s bench.Suite) bool { return s.Name == name }) {
			nearest := slices.MinFunc(all, func(a, b bench.Suite) int {
				return levenshtein.ComputeDistance(name, a.Name) - levenshtein.ComputeDistance(name, b.Name)
			})
			return nil, fmt.Errorf("unknown suite %q: did you mean %s? (there are %s)", name, nearest.Name, suiteNames())
		}
	}
	if len(names) == 0 {
		return all, nil
	}
	return slices.DeleteFunc(all, func(s bench.Suite) bool { return !slices.Contains(names, s.Name) }), nil
}

func suiteNames() string {
	var names []string
	for _, s := range bench.Suites() {
		names = append(names, s.Name)
	}
	return strings.Join(names, " ")
}
