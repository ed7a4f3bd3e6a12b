// Package benchstat makes tables of figures with the benchstat that go.mod pins.
package benchstat

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"threadlab/bench/report"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/proc"
)

// A Tool is a built benchstat.
type Tool struct{ file string }

// Find builds benchstat, or finds it in the build cache: starting it there is five times as fast as go tool benchstat.
// root is the folder of the go.mod that pins it.
func Find(ctx context.Context, root string) (Tool, error) {
	file, err := gocmd.Go{Dir: root}.Tool(ctx, "benchstat")
	return Tool{file}, err
}

// OnPath returns the benchstat that is installed, where no go.mod pins one.
func OnPath() (Tool, error) {
	file, err := exec.LookPath("benchstat")
	return Tool{file}, err
}

// TablePath returns where the table of a file of figures belongs: lock.benchstat.txt beside lock.txt.
func TablePath(figures string) string { return strings.TrimSuffix(figures, ".txt") + ".benchstat.txt" }

// Table returns the table of a file of figures: a row for each cell, a column for each implementation, compared with
// the first.
func (t Tool) Table(ctx context.Context, figures string) ([]byte, error) {
	// benchstat exits with 0 whatever happens, so the file is checked first, and what goes to stderr is an error.
	if _, err := report.Read(figures); err != nil {
		return nil, err
	}
	table, complaint, err := run(ctx, t.file, "-col", "/impl", figures)
	if err == nil && complaint != "" {
		err = errors.New("benchstat: " + complaint)
	}
	return table, err
}

// Publish moves files of figures to other places, and puts their tables beside them, when every table is made.
func (t Tool) Publish(ctx context.Context, places map[string]string) (err error) {
	moves := map[string]string{}
	var partials []string
	defer func() {
		for _, partial := range partials {
			if err != nil {
				_ = os.Remove(partial) // the error that counts is the first
			}
		}
	}()
	for from, to := range places {
		table, err := t.Table(ctx, from)
		if err != nil {
			return err
		}
		partial := TablePath(to) + ".partial"
		partials = append(partials, partial)
		if err := os.WriteFile(partial, table, 0o644); err != nil {
			return err
		}
		moves[from], moves[partial] = to, TablePath(to)
	}
	for from, to := range moves {
		if err := os.Rename(from, to); err != nil {
			return err
		}
	}
	return nil
}

// A Named is a file of figures and what it is called in a table.
type Named struct{ Name, File string }

// Compare returns the table of two files, which need not say what made them.
func (t Tool) Compare(ctx context.Context, base, head Named) ([]byte, error) {
	table, _, err := run(ctx, t.file, base.Name+"="+base.File, head.Name+"="+head.File)
	return table, err
}

func run(ctx context.Context, name string, args ...string) (out []byte, complaint string, err error) {
	var stderr bytes.Buffer
	cmd := proc.Command(ctx, name, args...)
	cmd.Stderr = &stderr
	out, err = cmd.Output()
	complaint = strings.TrimSpace(stderr.String())
	switch {
	case ctx.Err() != nil:
		return nil, "", ctx.Err()
	case err != nil:
		return nil, "", fmt.Errorf("%s: %w: %s", filepath.Base(name), err, complaint)
	}
	return out, complaint, nil
}
