package main

import (
	"context"
	"fmt"
	"os"
	"slices"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/lessons"
	"threadlab/racecases/proc"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

func runCommand() *cli.Command {
	return &cli.Command{
		Name:      "run",
		Usage:     "one raw trial: its output untouched, its exit status passed on",
		ArgsUsage: "LESSON/CASE",
		Flags: []cli.Flag{
			&cli.StringFlag{Name: "half", Value: string(corpus.Broken), Usage: "which `HALF`: broken or correct"},
			&cli.StringFlag{Name: "build", Value: string(detect.RaceBuild), Usage: "which `BUILD`: plain, race, synctest, leakprofile or godeadlock"},
			&cli.IntFlag{Name: "procs", Usage: "GOMAXPROCS of the child is `N` (0: the number of CPUs)"},
			&cli.DurationFlag{Name: "timeout", Value: trial.MaxDeadline, Usage: "ask a child that hangs for its goroutine dump after this `TIME`"},
		},
		Action: func(ctx context.Context, c *cli.Command) error {
			h, build, err := rawTrial(c)
			if err != nil {
				return err
			}
			builder, err := trial.NewBuilder(ctx)
			if err != nil {
				return err
			}
			spin := term.NewSpinner(c.Root().ErrWriter, "building the runner (once)")
			file, err := builder.Build(ctx, h.half, build)
			spin.Done()
			if err != nil {
				return err
			}
			return runRaw(ctx, c, file, h.ref.Name())
		},
	}
}

// rawTrial reads what the command is asked to run.
func rawTrial(c *cli.Command) (h *exploredHalf, build detect.Build, err error) {
	name, err := oneCase(c)
	if err != nil {
		return h, build, err
	}
	ref, err := lessons.Find(name)
	if err != nil {
		return h, build, err
	}
	h, err = halfOf(ref, corpus.Half(c.String("half")))
	build = detect.Build(c.String("build"))
	switch d := c.Duration("timeout"); {
	case err != nil:
	case !slices.Contains(detect.Builds(), build) || build.Once():
		err = fmt.Errorf("-build %s: want plain, race, synctest, leakprofile or godeadlock", build)
	case d <= 0:
		err = fmt.Errorf("-timeout %v: want more than 0, such as 2s", d)
	default:
		err = atLeast(0, c, "procs")
	}
	return h, build, err
}

// runRaw starts the runner with this process's own output.
func runRaw(ctx context.Context, c *cli.Command, file, name string) error {
	dir, err := os.MkdirTemp("", "threadlab-run-") // a half that dies does not clean up
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	child := proc.Command(ctx, file, "-dir", dir, name)
	child.Env = proc.Environ(c.Int("procs"))
	child.Stdout, child.Stderr = direct(c.Root().Writer), c.Root().ErrWriter
	end, err := proc.Watch(ctx, child, c.Duration("timeout"), nil)
	if err == nil && end.Exit != 0 {
		return exitError(end.Exit)
	}
	return err
}
