package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/explore"
	"threadlab/racecases/explore/scheduler"
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
			&cli.BoolFlag{Name: "memory-accesses", Aliases: []string{"accesses"}, Usage: "change goroutines at reads and writes of shared variables too: many more schedules"},
			&cli.BoolFlag{Name: "race", Usage: "the race detector looks on: a data race is a failure"},
			&cli.BoolFlag{Name: "no-early-timers", Aliases: []string{"patient"}, Usage: "no timer goes off as long as another goroutine can go on: for tests that give up after a while"},
			&cli.BoolFlag{Name: "allow-leaks", Aliases: []string{"outlive"}, Usage: "goroutines may outlive the test: its end is that of all"},
			&cli.StringFlag{Name: "replay", Usage: "run this `SCHEDULE` only, as an earlier run printed it"},
			&cli.BoolFlag{Name: "json", Usage: "a JSON object for programs, one for each test"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			operand := c.Args().First()
			if c.Args().Len() != 1 {
				return errors.New("explore takes one case or package, as in: threadlab explore lock/abba, or threadlab explore ./stock -run TestSell")
			}
			options, err := searchOptions(c)
			if err != nil {
				return err
			}
			x, err := newExploration(ctx, c)
			if err != nil {
				return folderMeant(operand, err)
			}
			return x.run(ctx, options)
		},
	}
}

func searchOptions(c *cli.Command) (explore.Options, error) {
	strategy, err := strategyOf(c)
	if err != nil {
		return explore.Options{}, err
	}
	if err := cmp.Or(atLeast(0, c, "delays", "schedules"), atLeast(1, c, "steps")); err != nil {
		return explore.Options{}, err
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
		Seed: c.Uint64("seed"), NoEarlyTimers: c.Bool("no-early-timers"), AllowLeaks: c.Bool("allow-leaks"), Replay: c.String("replay"),
	}, nil
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
