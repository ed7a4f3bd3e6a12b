package main

import (
	"context"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

func warmCommand() *cli.Command {
	return &cli.Command{
		Name:  "warm",
		Usage: "build everything before class: show and play then begin at once",
		Action: alone(func(ctx context.Context, c *cli.Command) error {
			begin := time.Now()
			_, noRace, err := prepareEveryday(ctx, c.Root().ErrWriter)
			if err != nil {
				return err
			}
			if err := prepareSchedules(ctx, c.Root().ErrWriter); err != nil {
				return err
			}
			if noRace != nil { // all else is built
				return noRace
			}
			succeed(c, "all that show and play need is built", " (%.1f s)", time.Since(begin).Seconds())
			return nil
		}),
	}
}

// prepareSchedules builds what the schedules that prove the broken halves are replayed with, and what is played.
func prepareSchedules(ctx context.Context, errs io.Writer) error {
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	defer term.NewSpinner(errs, "instrumenting the halves").Done()
	for _, b := range []struct {
		half corpus.Half
		mode explore.BuildMode
	}{
		{corpus.Broken, explore.BuildMode{}},
		{corpus.Broken, explore.BuildMode{MemoryAccesses: true}},
		{corpus.Broken, explore.BuildMode{Played: true}},
		{corpus.Correct, explore.BuildMode{Played: true}},
	} {
		if _, err := builder.Program(ctx, b.half, b.mode); err != nil {
			return err
		}
	}
	return nil
}

func cleanCommand() *cli.Command {
	return &cli.Command{
		Name:  "clean",
		Usage: "empty the cache of builds, which keeps those of two weeks",
		Flags: []cli.Flag{
			&cli.BoolFlag{Name: "n", Usage: "only say what there is to remove"},
		},
		Action: alone(func(_ context.Context, c *cli.Command) error {
			cache, err := gocmd.OpenCache()
			if err != nil {
				return err
			}
			bytes, builds, err := cache.Size()
			if err != nil {
				return err
			}
			removed := "to remove"
			if !c.Bool("n") {
				removed = "removed"
				if err := cache.Clean(); err != nil {
					return err
				}
			}
			succeed(c, removed, ": %d builds, %.0f MB", builds, float64(bytes)/1e6)
			return nil
		}),
	}
}
