package main

import (
	"context"
	"fmt"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/gocmd"
)

func cleanCommand() *cli.Command {
	return &cli.Command{
		Name:  "clean",
		Usage: "empty the cache of builds, which else keeps what was used in the last two weeks",
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
			fmt.Fprintf(c.Root().Writer, "✓ %s: %d builds, %.0f MB\n", removed, builds, float64(bytes)/1e6)
			return nil
		}),
	}
}
