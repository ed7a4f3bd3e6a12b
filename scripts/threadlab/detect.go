package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/usertests"
	"threadlab/scripts/threadlab/term"
)

func detectCommand() *cli.Command {
	return &cli.Command{
		Name:      "detect",
		Usage:     "the same detectors over the tests of any Go package, each test in processes of its own",
		ArgsUsage: "PACKAGE...",
		Flags: append([]cli.Flag{
			&cli.StringFlag{Name: "run", Value: ".", Usage: "only tests that match this `PATTERN`, as go test has it"},
			&cli.IntFlag{Name: "trials", Value: 10, Usage: "run each test `N` times in each build"},
			&cli.StringSliceFlag{Name: "build", Usage: "only this `BUILD`: " + names(usertests.Builds()) + " (may be repeated)"},
			&cli.IntFlag{Name: "procs", Usage: "GOMAXPROCS of the tests (0: the number of CPUs)"},
			&cli.DurationFlag{Name: "timeout", Value: 30 * time.Second, Usage: "a test that has not ended after twice this `TIME` hangs; one that has ended in another run gets less"},
			&cli.DurationFlag{Name: "time", HideDefault: true, Usage: "begin nothing after this `TIME`, which the tests share (default: all trials are run)"},
			&cli.BoolFlag{Name: "json", Usage: "an object for each test and detector, as JSON lines"},
		}, outputFlags()...),
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() == 0 {
				return errors.New("detect takes packages, as in: threadlab detect ./stock")
			}
			if err := cmp.Or(checkPackages(c), atLeast(1, c, "trials"), atLeast(0, c, "procs")); err != nil {
				return err
			}
			if d := c.Duration("timeout"); d <= 0 {
				return fmt.Errorf("-timeout %v: want more than 0, such as 30s", d)
			}
			known, err := readKnown(c)
			if err := cmp.Or(err, checkOutputs(c)); err != nil {
				return err
			}
			builds, err := parseBuilds(c.StringSlice("build"), usertests.Builds())
			if err != nil {
				return err
			}
			limit, err := timeOf(c, 0)
			if err != nil {
				return err
			}
			d := &detecting{
				c: c, known: known, clock: newShares(time.Now(), limit), builds: builds, out: term.NewScreen(c.Root().Writer),
				plan: usertests.Plan{
					Trials: c.Int("trials"), Procs: c.Int("procs"), Pattern: c.String("run"), Deadline: c.Duration("timeout"),
				},
			}
			return d.run(ctx)
		},
	}
}
