package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

func warmCommand() *cli.Command {
	return &cli.Command{
		Name:  "warm",
		Usage: "build everything before class, so that show is red at once",
		Action: alone(func(ctx context.Context, c *cli.Command) error {
			begin := time.Now()
			_, noRace, err := prepare(ctx, c.Root().ErrWriter)
			if err != nil {
				return err
			}
			if noRace != nil {
				return noRace
			}
			if err := prepareSchedules(ctx, c.Root().ErrWriter); err != nil {
				return err
			}
			fmt.Fprintf(c.Root().Writer, "✓ all that show needs is built (%.1f s)\n", time.Since(begin).Seconds())
			return nil
		}),
	}
}

// prepareSchedules builds what the schedules that prove the broken halves are replayed
// with.
func prepareSchedules(ctx context.Context, errs io.Writer) error {
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	defer term.NewSpinner(errs, "instrumenting the broken halves").Done()
	for _, accesses := range []bool{false, true} {
		if _, err := builder.Program(ctx, corpus.Broken, explore.BuildMode{MemoryAccesses: accesses}); err != nil {
			return err
		}
	}
	return nil
}
