package report

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"strings"
)

// TablePath returns where the table of a file of results belongs: lock.benchstat.txt beside lock.txt.
func TablePath(raw string) string { return strings.TrimSuffix(raw, ".txt") + ".benchstat.txt" }

// Table returns benchstat's table of a file of results: a row for each cell, a column for each implementation,
// compared with the first. It runs the benchstat that go.mod pins; root is the folder of that go.mod.
func Table(ctx context.Context, root, path string) ([]byte, error) {
	// benchstat exits with 0 whatever happens, so what goes in is checked first, and its complaints count.
	if _, err := Read(path); err != nil {
		return nil, err
	}
	var table, complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", "tool", "benchstat", "-col", "/impl", path)
	cmd.Dir = root
	cmd.Stdout, cmd.Stderr = &table, &complaint
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("go tool benchstat: %w: %s", err, strings.TrimSpace(complaint.String()))
	case complaint.Len() > 0:
		return nil, fmt.Errorf("go tool benchstat: %s", strings.TrimSpace(complaint.String()))
	}
	return table.Bytes(), nil
}
