package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v3"

	"threadlab/racecases/atomicfile"
	"threadlab/racecases/corpus"
	"threadlab/racecases/gocmd"
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
	b, err := trial.NewBuilder(ctx)
	if err != nil {
		return err
	}
	dir := c.String("o")
	if dir == "" {
		dir = gocmd.FromHere(filepath.Join(b.Root(), detectorResults))
	}
	if name := c.String("toolchain"); name != "" {
		return compareToolchains(c, b.Root(), refs, name, filepath.Join(dir, "toolchain-"+name+".md"), files...)
	}
	return publishMatrix(ctx, c, b.Root(), refs, dir, files...)
}

// publishMatrix makes the pages of the matrix in a folder from raw files.
func publishMatrix(ctx context.Context, c *cli.Command, root string, refs []corpus.Ref, dir string, files ...string) error {
	m, err := matrix.Load(refs, files...)
	if err != nil {
		return err
	}
	if len(m.Entries) == 0 {
		return errors.New("these raw files hold no cell of the selected cases")
	}
	d, err := findDrawer(ctx, root, c.Root().ErrWriter)
	if err != nil {
		return err
	}
	heat, err := d.heat(ctx, m.Heat())
	if err != nil {
		return err
	}
	if err := m.Publish(dir, heat); err != nil {
		return err
	}
	fmt.Fprintf(c.Root().Writer, "✓ %d cells: %s\n", len(m.Entries), filepath.Join(dir, "matrix.md"))
	return nil
}

// compareToolchains makes the page that holds what the Go of some version showed
// against what is committed.
func compareToolchains(c *cli.Command, root string, refs []corpus.Ref, version, page string, files ...string) error {
	committed, err := filepath.Glob(filepath.Join(root, detectorResults, "raw*.jsonl"))
	if err != nil {
		return err
	}
	before, err := matrix.ReadSide(committed...)
	if err != nil {
		return err
	}
	after, err := matrix.ReadSide(files...)
	if err != nil {
		return err
	}
	if len(after.Lines) > 0 && after.Go != version {
		return fmt.Errorf("-toolchain %s: these files hold what %s showed", version, after.Go)
	}
	compared := matrix.Compare(refs, before, after)
	if compared.Cells == 0 {
		return fmt.Errorf("nothing to compare: none of the cells measured under %s is among the committed ones in %s", version, detectorResults)
	}
	if err := os.MkdirAll(filepath.Dir(page), 0o755); err != nil {
		return err
	}
	if err := atomicfile.Write(page, []byte(compared.Page())); err != nil {
		return err
	}
	fmt.Fprintf(c.Root().Writer, "✓ %s against %s, %d cells: %s\n", before.Go, after.Go, compared.Cells, gocmd.FromHere(page))
	return nil
}
