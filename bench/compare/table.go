package compare

import (
	"bytes"
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// A Named is a file of figures and what it is called in a table.
type Named struct{ Name, File string }

// Table returns benchstat's table of two files. It runs the benchstat that the go.mod in root pins.
func Table(ctx context.Context, root string, base, head Named) ([]byte, error) {
	args := []string{"tool", "benchstat"}
	for _, n := range []Named{base, head} {
		path, err := filepath.Abs(n.File)
		if err != nil {
			return nil, err
		}
		args = append(args, n.Name+"="+path)
	}
	var table, complaint bytes.Buffer
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = root, &table, &complaint
	err := cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, fmt.Errorf("go tool benchstat: %w: %s", err, strings.TrimSpace(complaint.String()))
	}
	return table.Bytes(), nil
}
