package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/matrix"
	"threadlab/racecases/trial"
)

// mergeMatrix makes the pages from raw files. It measures nothing.
func mergeMatrix(ctx context.Context, c *cli.Command) error {
	files := c.Args().Slice()
	if len(files) == 0 {
		return errors.New("-merge takes raw files, as in: threadlab matrix -merge results/detectors/raw*.jsonl")
	}
	refs, err := selected(c)
	if err != nil {
		return err
	}
	m, err := matrix.Load(refs, files...)
	if err != nil {
		return err
	}
	if len(m.Cells) == 0 {
		return errors.New("-merge: these files hold no cell of the selected cases")
	}
	dir := c.String("o")
	if dir == "" {
		b, err := trial.NewBuilder(ctx)
		if err != nil {
			return err
		}
		dir = fromHere(filepath.Join(b.Root(), detectorResults))
	}
	if err := m.Publish(dir); err != nil {
		return err
	}
	fmt.Fprintf(c.Root().Writer, "✓ %d cells: %s\n", len(m.Cells), filepath.Join(dir, "matrix.md"))
	return nil
}
