package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
	"threadlab/racecases/lessons"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

// exitStopped is the status of a search that was not finished.
const exitStopped = exitError(3)

func exploreCommand() *cli.Command {
	return &cli.Command{
		Name:      "explore",
		Usage:     "every interleaving of one case or test, up to a bound: exit status 1 fails, 0 exhausted, 3 stopped",
		ArgsUsage: "LESSON/CASE | PACKAGE -run TEST",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "run", Usage: "the tests of a package that match this `PATTERN`, as go test has it"},
			&cli.StringFlag{Name: "half", Usage: "which half: broken or correct (default: broken; correct of a negative)"},
			strategyFlag(),
			&cli.IntFlag{Name: "delays", Value: 2, Usage: "schedules with up to `N` departures from the default one"},
			&cli.IntFlag{Name: "schedules", Usage: "stop after `N` schedules (0: try all)"},
			&cli.IntFlag{Name: "steps", Value: scheduler.MaxSteps, Usage: "a schedule that goes on for more than `N` steps has no end"},
			&cli.DurationFlag{Name: "time", Value: 30 * time.Second, Usage: "stop after this `TIME`"},
			&cli.Uint64Flag{Name: "seed", Usage: "of the order within a level"},
			&cli.BoolFlag{Name: "accesses", Usage: "change goroutines at reads and writes of shared variables too: many more schedules"},
			&cli.BoolFlag{Name: "race", Usage: "the race detector looks on: a data race is a failure"},
			&cli.BoolFlag{Name: "patient", Usage: "no timer goes off as long as anybody can go on: for tests that give up after a while"},
			&cli.BoolFlag{Name: "outlive", Usage: "goroutines may outlive the test: its end is that of all"},
			&cli.StringFlag{Name: "replay", Usage: "run this `SCHEDULE` only, as an earlier run printed it"},
			&cli.BoolFlag{Name: "json", Usage: "a JSON object for programs, one for each test"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			operand := c.Args().First()
			if c.Args().Len() != 1 {
				return errors.New("explore takes one case or package, as in: threadlab explore lock/abba, or threadlab explore ./stock -run TestSell")
			}
			if c.IsSet("run") || isFolder(operand) {
				return folderMeant(operand, exploreTests(ctx, c))
			}
			x, err := newExploration(c)
			if err != nil {
				return folderMeant(operand, err)
			}
			return x.run(ctx)
		},
	}
}

// An exploration is one call of the command.
type exploration struct {
	c       *cli.Command
	ref     corpus.Ref
	half    corpus.Half
	options explore.Options
}

func newExploration(c *cli.Command) (exploration, error) {
	name := c.Args().First()
	ref, err := lessons.Find(name)
	if err != nil {
		return exploration{}, err
	}
	half := corpus.Half(c.String("half"))
	switch {
	case half == "":
		half = ref.Halves()[0]
	case half != corpus.Broken && half != corpus.Correct:
		return exploration{}, fmt.Errorf("-half %s: want broken or correct", half)
	case half == corpus.Broken && ref.Case.Negative:
		return exploration{}, fmt.Errorf("%s is a negative: it looks wrong and is right, and has a correct half only (-half correct)", name)
	}
	options, err := searchOptions(c)
	return exploration{c, ref, half, options}, err
}

func searchOptions(c *cli.Command) (explore.Options, error) {
	strategy, err := strategyOf(c)
	if err != nil {
		return explore.Options{}, err
	}
	for _, flag := range []string{"delays", "schedules"} {
		if n := c.Int(flag); n < 0 {
			return explore.Options{}, fmt.Errorf("-%s %d: want 0 or more", flag, n)
		}
	}
	if n := c.Int("steps"); n < 1 {
		return explore.Options{}, fmt.Errorf("-steps %d: want 1 or more", n)
	}
	if d := c.Duration("time"); d <= 0 {
		return explore.Options{}, fmt.Errorf("-time %v: want more than 0", d)
	}
	if text := c.String("replay"); text != "" {
		if _, err := scheduler.ParseSchedule(text); err != nil {
			return explore.Options{}, err
		}
	}
	return explore.Options{
		Strategy: strategy, Delays: c.Int("delays"), Schedules: c.Int("schedules"), Steps: c.Int("steps"), Time: c.Duration("time"),
		Seed: c.Uint64("seed"), NoEarlyTimers: c.Bool("patient"), AllowLeaks: c.Bool("outlive"), Replay: c.String("replay"),
	}, nil
}

func (x exploration) run(ctx context.Context) error {
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "threadlab-explore-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	spin := term.NewSpinner(x.c.Root().ErrWriter, "exploring "+x.ref.Name())
	runner, err := explore.Build(ctx, builder.Root(), dir, x.half, explore.How{Accesses: x.c.Bool("accesses"), Race: x.c.Bool("race")})
	var report explore.Report
	if err == nil {
		report, err = runner.Explore(ctx, x.ref, x.options)
	}
	spin.Done()
	if err != nil {
		return err
	}
	again := x.ref.Name()
	if x.half != x.ref.Halves()[0] {
		again += " -half " + string(x.half)
	}
	name := fmt.Sprintf("%s, %s half", x.ref.Name(), x.half)
	if err := printReport(x.c, name, again, sourceIn(builder.Root()), explore.Folder(x.ref), report); err != nil {
		return err
	}
	printLimits(x.c, report.Notes, report)
	return status(report.Verdict)
}

func status(v scheduler.Verdict) error {
	switch v {
	case scheduler.Fails:
		return errUnexpected
	case scheduler.Exhausted:
		return nil
	case scheduler.Stopped:
		return exitStopped
	case explore.Refused:
		return exitError(exitBadInput)
	}
	return errors.New("the explorer has no verdict")
}

// printReport prints the verdict on what has a name, and how to see it again.
func printReport(c *cli.Command, name, again string, source explore.Source, folder string, r explore.Report) error {
	if c.Bool("json") {
		return json.NewEncoder(c.Root().Writer).Encode(r)
	}
	out := term.NewScreen(c.Root().Writer)
	took := time.Duration(r.ElapsedMS) * time.Millisecond
	switch r.Verdict {
	case scheduler.Exhausted:
		out.Println(out.Good("✓ exhausted") + "   " + name)
		out.Println(fmt.Sprintf("  %s (%v)", exhausted(r), took))
	case scheduler.Stopped:
		out.Println(out.Warn("! stopped") + "   " + name)
		out.Println(fmt.Sprintf("  none of %s that were tried fails (%v)", plural(r.Schedules, "schedule"), took))
		out.Println(term.Wrap(r.Why, "  "))
	case explore.Refused:
		out.Println(out.Warn("! refused") + "   " + name + ": cannot be explored")
		out.Println(term.Wrap(r.Why, "  "))
	case scheduler.Fails:
		out.Println(out.Bad("✗ fails") + "   " + name)
		out.Println(fmt.Sprintf("  with %s (%s tried, %v)", plural(r.Delays, "delay"), plural(r.Schedules, "schedule"), took))
		printSchedule(out, source, folder, r)
		for _, flag := range []string{"accesses", "race", "patient", "outlive"} {
			if c.Bool(flag) {
				again += " -" + flag
			}
		}
		if c.IsSet("steps") {
			again += fmt.Sprintf(" -steps %d", c.Int("steps"))
		}
		out.Println(fmt.Sprintf("\n  again: %s explore %s -replay %s", invoked(), again, r.Replay))
	}
	return nil
}

// printLimits prints what all verdicts are subject to.
func printLimits(c *cli.Command, notes []string, reports ...explore.Report) {
	if c.Bool("json") {
		return
	}
	out := term.NewScreen(c.Root().Writer)
	if slices.ContainsFunc(reports, func(r explore.Report) bool { return r.Verdict == scheduler.Exhausted }) {
		points := "operations on channels, locks, atomics and timers"
		if c.Bool("accesses") {
			points += ", and at accesses to shared variables"
		} else {
			points += " (with -accesses: to shared variables as well)"
		}
		races := "data races are the race detector's (-race)"
		if c.Bool("race") {
			races = "the race detector looked on and reported nothing"
		}
		out.Println(term.Wrap("Holds for sequentially consistent executions that change goroutines at "+points+"; "+races+".", "  "))
	}
	for _, note := range notes {
		out.Println(term.Wrap(note, "  ! "))
	}
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
