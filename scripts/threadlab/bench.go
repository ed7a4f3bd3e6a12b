package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/bench"
	"threadlab/bench/benchstat"
	"threadlab/bench/cpython"
	"threadlab/bench/measure"
	"threadlab/bench/report"
	"threadlab/racecases/gocmd"
	"threadlab/scripts/threadlab/term"
)

func benchCommand() *cli.Command {
	return &cli.Command{
		Name:  "bench",
		Usage: "measure the primitives beside their peers, and keep the figures",
		Description: "A run that was interrupted keeps its rounds, and the same command continues it. Figures of another commit,\n" +
			"machine or setting are never added to: the command says so and stops.",
		Flags: []cli.Flag{
			pythonFlag(),
			&cli.StringSliceFlag{Name: "suite", Usage: "only this `SUITE`: " + suiteNames() + " (may be repeated)"},
			&cli.IntFlag{Name: "trials", Aliases: []string{"count"}, Value: 6, Usage: "measure every cell `N` times; with less than 6 benchstat knows no interval"},
			&cli.IntFlag{Name: "layouts", Usage: "link the benchmarks in `N` orders of their functions, which the rounds run in turn: where the linker puts a loop is part of its speed (default: one a round)"},
			&cli.StringFlag{Name: "benchtime", Value: "100ms", Usage: "measure a cell for `T`, or Nx turns"},
			&cli.StringFlag{Name: "procs", Aliases: []string{"cpu"}, Usage: "measure with so many processors in turn, a `LIST` as in 1,2 (default: all)"},
			&cli.IntFlag{Name: "neighbours", Usage: "keep `N` threads of another process busy meanwhile"},
			&cli.BoolFlag{Name: "setups", Usage: "measure what is promised with 1, 2 and 4 processors and beside a busy neighbour, into results/setups; the page there after all suites"},
			&cli.BoolFlag{Name: "quick", Usage: "a look and no result: -trials 1 -benchtime 10ms, into results/quick"},
			&cli.StringFlag{Name: "o", Usage: "put the files into `DIR` (default: the module's results/bench)"},
		},
		Action: alone(func(ctx context.Context, c *cli.Command) error {
			plan, err := benchPlan(c)
			if err != nil {
				return err
			}
			host, err := measure.Inspect(ctx)
			if err != nil {
				return err
			}
			if plan.Dir == "" {
				plan.Dir = gocmd.FromHere(filepath.Join(host.Root, "results", figuresFolder(c)))
			}
			if c.Bool("setups") {
				return measureSetups(ctx, c, host, plan)
			}
			return measureAll(ctx, c, host, plan)
		}),
	}
}

// figuresFolder names the folder below results where figures go if nothing else is said.
func figuresFolder(c *cli.Command) string {
	switch {
	case c.Bool("quick"):
		return "quick"
	case c.Bool("setups"):
		return "setups"
	}
	return "bench"
}

// benchPlan reads the flags.
func benchPlan(c *cli.Command) (measure.Plan, error) {
	suites, err := selectedSuites(c.StringSlice("suite"))
	if err != nil {
		return measure.Plan{}, err
	}
	plan := measure.Plan{
		Suites: suites, Count: c.Int("trials"), Dir: c.String("o"),
		Settings: measure.Settings{Benchtime: c.String("benchtime"), CPU: c.String("procs"), Neighbours: c.Int("neighbours")},
	}
	if c.Bool("quick") && !c.IsSet("trials") {
		plan.Count = 1
	}
	if c.Bool("quick") && !c.IsSet("benchtime") {
		plan.Benchtime = "10ms"
	}
	switch {
	case plan.Count < 1:
		return plan, fmt.Errorf("-trials %d: want 1 or more", plan.Count)
	case c.IsSet("layouts") && (c.Int("layouts") < 1 || c.Int("layouts") > plan.Count):
		return plan, fmt.Errorf("-layouts %d: want 1 to the number of rounds, %d (-trials)", c.Int("layouts"), plan.Count)
	case c.IsSet("o") && plan.Dir == "":
		return plan, errors.New("-o names no folder")
	case isFile(plan.Dir): // said before the benchmarks are built
		return plan, fmt.Errorf("-o %s: want a folder, and this is a file", plan.Dir)
	case c.IsSet("procs") && plan.CPU == "":
		return plan, errors.New("-procs names no number of processors")
	case plan.Neighbours < 0:
		return plan, fmt.Errorf("-neighbours %d: want 0 or more", plan.Neighbours)
	case c.Bool("setups") && (c.IsSet("procs") || c.IsSet("neighbours") || c.IsSet("python") || c.Bool("quick")):
		return plan, errors.New("-setups chooses processors and neighbours itself: leave out -procs, -neighbours, -python and -quick")
	case c.Bool("setups") && len(bench.Promising(plan.Suites)) == 0:
		return plan, fmt.Errorf("-setups measures what is promised: no promise is about -suite %s", strings.Join(c.StringSlice("suite"), ", "))
	}
	return plan, cmp.Or(measure.CheckBenchtime(plan.Benchtime), measure.CheckCPU(plan.CPU))
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

func measureAll(ctx context.Context, c *cli.Command, host measure.Host, plan measure.Plan) error {
	errs := c.Root().ErrWriter
	scripts, err := cpython.Unpack()
	if err != nil {
		return err
	}
	defer scripts.Remove()
	others, err := pythons(ctx, scripts, c.StringSlice("python"), errs)
	if err != nil {
		return err
	}
	if !c.IsSet("python") {
		for i, python := range others {
			others[i] = keepBetter(python, plan, errs)
		}
	}
	binary, err := buildBenchmarks(ctx, c, host, plan)
	if err != nil {
		return err
	}
	defer binary.Remove()
	plan.Sources = append([]measure.Source{binary.Source()}, others...)
	for _, warning := range host.Warnings(plan.Settings) {
		remark(errs, "%s", warning)
	}
	kept, err := plan.Kept(host)
	if err != nil {
		return err
	}
	if kept.Rounds > 0 {
		fmt.Fprintf(errs, "continuing: %d of %d rounds are there\n", kept.Rounds, plan.Rounds())
	}
	if err := runPlan(ctx, errs, host, plan); err != nil {
		return err
	}
	if err := publishFigures(ctx, host.Root, plan, errs); err != nil {
		return err
	}
	for _, s := range plan.Suites {
		for _, source := range plan.Sources {
			if raw := plan.Raw(s, source.Name); source.Measures(s) {
				succeed(c, s.Name, "  %s, table: %s", raw, benchstat.TablePath(filepath.Base(raw)))
			}
		}
	}
	return nil
}

func buildBenchmarks(ctx context.Context, c *cli.Command, host measure.Host, plan measure.Plan) (*measure.Binary, error) {
	defer term.NewSpinner(c.Root().ErrWriter, "building the benchmarks").Done()
	return measure.Build(ctx, host.Root, cmp.Or(c.Int("layouts"), plan.Count))
}

// runPlan measures, says how far it is, and if that is not to the end, what is kept.
func runPlan(ctx context.Context, errs io.Writer, host measure.Host, plan measure.Plan) error {
	done := 0
	bar := term.NewSteps(errs, plan.Rounds())
	err := measure.Run(ctx, host, plan, func(s measure.Step) {
		done = s.Done
		bar.At(s.Done, stepText(s))
	})
	bar.Done()
	if err != nil && done > 0 {
		remark(errs, "%d of %d rounds are kept in %s: the same command continues",
			done, plan.Rounds(), plan.Partial(bench.Suite{Name: "SUITE"}, measure.Go))
	}
	if errors.Is(err, measure.ErrFailed) {
		complain(errs, err.Error())
		return errUnexpected
	}
	return err
}

// stepText is what stands beside the bar: what is measured, and how long it all takes yet.
func stepText(s measure.Step) string {
	what := s.Suite
	if s.Source != measure.Go {
		what += " " + s.Source
	}
	if s.Left > 0 {
		what += ", " + s.Left.Round(time.Second).String() + " left"
	}
	return what
}

// selectedSuites returns the suites of those names, in the order in which they run: all of them for none.
func selectedSuites(names []string) ([]bench.Suite, error) {
	all := bench.Suites()
	for _, name := range names {
		if err := oneOf("suite", name, strings.Fields(suiteNames())); err != nil {
			return nil, err
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

// measureSetups measures what is promised once more in each setup, with a folder of its own in the plan's. After all suites it
// writes the page that compares them with the figures of the quiet machine.
func measureSetups(ctx context.Context, c *cli.Command, host measure.Host, plan measure.Plan) error {
	errs := c.Root().ErrWriter
	binary, err := buildBenchmarks(ctx, c, host, plan)
	if err != nil {
		return err
	}
	defer binary.Remove()
	plan.Sources = []measure.Source{binary.Source()}
	var whole []measure.Plan // published when all is measured: until then the same command continues
	for _, s := range bench.Setups() {
		in := plan.In(s)
		fmt.Fprintln(errs, s.Says)
		if err := runPlan(ctx, errs, host, in); err != nil {
			return err
		}
		whole = append(whole, in)
	}
	for _, in := range whole {
		for partial, raw := range in.Places() {
			if err := os.Rename(partial, raw); err != nil {
				return err
			}
		}
		succeed(c, "setup", "  %s", in.Dir)
	}
	if c.IsSet("suite") {
		return nil
	}
	if err := report.PublishSetups(filepath.Join(host.Root, "results", "bench"), plan.Dir); err != nil {
		return err
	}
	succeed(c, "page", "  %s", filepath.Join(plan.Dir, "README.md"))
	return nil
}
