package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
)

func exploreCommand() *cli.Command {
	return &cli.Command{
		Name:      "explore",
		Usage:     "every interleaving of tests, or of a case",
		ArgsUsage: "PACKAGE... | LESSON/CASE",
		Description: `Explores the tests of packages, as the go command names them, or a case: first what the order of
			goroutines alone can break, then goroutines that outlive a test, then what breaks if a timer goes off early,
			each as deep as the time allows, and under the race detector as well where there is a C compiler. Each test is
			explored alone: what two parallel tests do to each other is left to go test -race. Exit status: 0 nothing fails, 1
			something does, 2 something cannot be explored, 3 the time was spent before anything was found or proven. With one of -strategy, -delays, -schedules, -memory-accesses,
			-open, -no-early-timers, -allow-leaks and -replay it asks what these flags say, within a bound; exit status 3 if that
			was not reached.`,
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "run", Usage: "the tests that match this `PATTERN`, as go test has it"},
			&cli.DurationFlag{Name: "time", HideDefault: true, Usage: "stop after this `TIME`, builds included (default: 3s a test and build, a minute in all, builds on top; of one question 30s)"},
			&cli.BoolFlag{Name: "race", Usage: "the race detector looks on: a data race is a failure (default: where it can, unless one question is asked; -race=false)"},
		}, append(surveyFlags(), classicalFlags()...)...),
		Action: func(ctx context.Context, c *cli.Command) error { return inJSON(c, runExplore(ctx, c)) },
	}
}

// runExplore asks one question, or all.
func runExplore(ctx context.Context, c *cli.Command) error {
	if err := checkPackages(c); err != nil {
		return err
	}
	switch is, err := surveyed(c); {
	case err != nil:
		return err
	case is:
		return runSurvey(ctx, c)
	}
	return runClassical(ctx, c)
}

// classicalFlags are those of one search with a bound.
func classicalFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "half", Usage: "which `HALF` of a case: broken or correct (default: broken, if there is one)"},
		strategyFlag(),
		&cli.IntFlag{Name: "delays", Value: 2, Usage: "schedules with up to `N` departures from the default one"},
		&cli.IntFlag{Name: "schedules", Usage: "stop after `N` schedules (0: try all)"},
		&cli.IntFlag{Name: "steps", Value: scheduler.MaxSteps, Usage: "stop at a schedule of more than `N` steps"},
		&cli.Uint64Flag{Name: "seed", Usage: "`SEED` of the order within a level"},
		&cli.BoolFlag{Name: "memory-accesses", Aliases: []string{"accesses"}, Usage: "change goroutines at reads and writes of shared variables too: many more schedules"},
		&cli.BoolFlag{Name: "no-early-timers", Aliases: []string{"patient"}, Usage: "no timer goes off as long as another goroutine can go on: for tests that give up after a while"},
		&cli.BoolFlag{Name: "allow-leaks", Aliases: []string{"outlive"}, Usage: "goroutines may outlive the test: its end is that of all"},
		&cli.StringFlag{Name: "replay", Usage: "run this `SCHEDULE` only, as an earlier run printed it"},
		&cli.StringSliceFlag{Name: "open", Usage: "change goroutines at the reads and writes of this `LINE` too, as in abba.go:17 (may be repeated)"},
		&cli.BoolFlag{Name: "json", Usage: "a JSON object for programs, one for each test"},
	}
}

// runClassical asks one question, of a case or of the tests of a package.
func runClassical(ctx context.Context, c *cli.Command) error {
	if c.Args().Len() != 1 {
		return errors.New("explore takes packages or one case, as in: threadlab explore ./..., or threadlab explore lock/abba")
	}
	options, err := searchOptions(c)
	if err != nil {
		return err
	}
	x, err := newExploration(ctx, c, explore.BuildMode{MemoryAccesses: c.Bool("memory-accesses"), Race: c.Bool("race"), Played: c.IsSet("open")})
	if err != nil {
		return err
	}
	return x.run(ctx, options)
}

func searchOptions(c *cli.Command) (explore.Options, error) {
	strategy, err := strategyOf(c)
	if err != nil {
		return explore.Options{}, err
	}
	if err := cmp.Or(atLeast(0, c, "delays", "schedules"), atLeast(1, c, "steps")); err != nil {
		return explore.Options{}, err
	}
	limit, err := timeOf(c, 30*time.Second)
	if err != nil {
		return explore.Options{}, err
	}
	if err := checkOpen(c); err != nil {
		return explore.Options{}, err
	}
	if text := c.String("replay"); text != "" {
		if _, _, err := scheduler.ParseReplay(text); err != nil {
			return explore.Options{}, err
		}
	}
	return explore.Options{
		Strategy: strategy, Delays: c.Int("delays"), Schedules: c.Int("schedules"), Steps: c.Int("steps"), Time: limit,
		Seed: c.Uint64("seed"), NoEarlyTimers: c.Bool("no-early-timers"), AllowLeaks: c.Bool("allow-leaks"), Replay: c.String("replay"), Open: c.StringSlice("open"),
	}, nil
}

// checkOpen refuses what names no line: a search would take it for one that is not reached.
func checkOpen(c *cli.Command) error {
	if c.IsSet("open") && c.Bool("memory-accesses") {
		return errors.New("-open is of one line, and -memory-accesses of all: want one of them")
	}
	line := regexp.MustCompile(`^[^/\\]+\.go:[1-9]\d*$`)
	for _, open := range c.StringSlice("open") {
		if open != scheduler.OpenAll && !line.MatchString(open) {
			return fmt.Errorf("-open %s: want FILE.go:LINE without a folder, as in abba_broken.go:17, or all", open)
		}
	}
	return nil
}

// timeOf returns the time that is given, or else the default.
func timeOf(c *cli.Command, usual time.Duration) (time.Duration, error) {
	d := c.Duration("time")
	switch {
	case !c.IsSet("time"):
		return usual, nil
	case d <= 0:
		return 0, fmt.Errorf("-time %v: want more than 0", d)
	}
	return d, nil
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

func strategyFlag() cli.Flag {
	return &cli.StringFlag{
		Name:  "strategy",
		Value: string(scheduler.DelayBounding),
		Usage: "which `SCHEDULES`: delay (all with few departures), dpor (one of each class), pct, pos, surw or random (drawn, until one fails or the budget is spent)",
	}
}

// strategyOf returns the strategy that is asked for.
func strategyOf(c *cli.Command) (scheduler.StrategyName, error) {
	s := scheduler.StrategyName(c.String("strategy"))
	switch {
	case !slices.Contains(scheduler.Strategies(), s):
		return "", fmt.Errorf("-strategy %s: want one of %s", s, names(scheduler.Strategies(), " "))
	case s != scheduler.DelayBounding && c.IsSet("delays"):
		return "", fmt.Errorf("-delays is of -strategy delay, and %s knows no such bound", s)
	case s != scheduler.DelayBounding && c.IsSet("replay"):
		return "", fmt.Errorf("-replay runs one schedule, and -strategy %s searches many: want one of them", s)
	}
	return s, nil
}

// exhausted says what was tried when nothing is left.
func exhausted(r explore.Report) string {
	switch {
	case r.Schedules == 1 && (r.Verdict == scheduler.Proven || r.Complete):
		return "only one order is possible, and it passes"
	case r.Verdict == scheduler.Proven:
		return fmt.Sprintf("none of %s fails or races, and they stand for all", plural(r.Schedules, "schedule"))
	case r.Schedules == 1 && r.Strategy == scheduler.DPOR:
		return "only one order is possible if there is no data race, and it passes"
	case r.Strategy == scheduler.DPOR:
		return fmt.Sprintf("none of %s fails, which stand for all if there is no data race", plural(r.Schedules, "schedule"))
	case r.Schedules == 1:
		return fmt.Sprintf("only one order is possible with up to %s, and it passes", plural(r.Delays, "delay"))
	}
	return fmt.Sprintf("none of %s with up to %s fails", plural(r.Schedules, "schedule"), plural(r.Delays, "delay"))
}
