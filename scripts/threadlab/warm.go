package main

import (
	"context"
	"fmt"
	"time"

	"github.com/urfave/cli/v3"
)

func warmCommand() *cli.Command {
	return &cli.Command{
		Name:  "warm",
		Usage: "build everything before class, so that show is red at once",
		Action: func(ctx context.Context, c *cli.Command) error {
			if err := noArguments(c); err != nil {
				return err
			}
			begin := time.Now()
			_, noRace, err := prepare(ctx, c.Root().ErrWriter)
			if err != nil {
				return err
			}
			if noRace != nil {
				return noRace
			}
			fmt.Fprintf(c.Root().Writer, "✓ every runner is built (%.1f s)\n", time.Since(begin).Seconds())
			return nil
		},
	}
}
