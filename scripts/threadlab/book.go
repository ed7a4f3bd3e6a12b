package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/gocmd"
	"threadlab/racecases/trial"
	"threadlab/scripts/threadlab/term"
)

func bookCommand() *cli.Command {
	return &cli.Command{
		Name:      "book",
		Usage:     "the lessons as pages for a browser, which needs no network",
		ArgsUsage: "DIR",
		Description: "Writes DIR whole or not at all. Open DIR/index.html from disk, put DIR on any\n" +
			"static host, or on a stick. DIR must be new or empty, or hold an older book,\n" +
			"which is replaced. The same sources and results give the same bytes.",
		Action: func(ctx context.Context, c *cli.Command) error {
			if c.Args().Len() != 1 {
				return errors.New("book takes one folder, as in: threadlab book lesson-book")
			}
			return writeBook(ctx, c, c.Args().First())
		},
	}
}

// writeBook starts the command scripts/book. It is a program of its own so that this one is built without html/template.
func writeBook(ctx context.Context, c *cli.Command, dir string) error {
	builder, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	spin := term.NewSpinner(c.Root().ErrWriter, "making the book")
	file, err := gocmd.Go{Dir: builder.Root()}.Tool(ctx, "book")
	if err == nil {
		_, err = gocmd.Go{}.Exec(ctx, file, dir)
	}
	spin.Done()
	if err != nil {
		return err
	}
	fmt.Fprintf(c.Root().Writer, "made %s: open it in a browser\n", filepath.Join(dir, "index.html"))
	return nil
}
