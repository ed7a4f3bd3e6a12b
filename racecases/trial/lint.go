package trial

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"strings"

	"threadlab/racecases/corpus"
)

// lint runs a linter over one half of every lesson, and writes what it printed.
func (b *Builder) lint(ctx context.Context, half corpus.Half, build corpus.Build, file string) error {
	tags := strings.Join(recipeFor(half, build).tags, ",")
	args := []string{"vet", "-json", "-tags", tags}
	if build == corpus.Linted {
		// The SA checks look for bugs, the others for style. Findings are not failures.
		args = []string{
			"tool", "-modfile=scripts/tools/go.mod", "staticcheck",
			"-f", "json", "-fail", "none", "-checks", "SA*", "-tests=false", "-tags", tags,
		}
	}
	overlay, err := b.overlay(file, build)
	if err != nil {
		return err
	}
	if overlay != "" && build == corpus.Vetted {
		args = append(args, "-overlay", overlay)
	}
	cmd := b.command(ctx, nil, append(args, "./racecases/lessons/...")...)
	if overlay != "" && build == corpus.Linted {
		cmd.Env = append(cmd.Env, "GOFLAGS="+strings.TrimSpace(os.Getenv("GOFLAGS")+" -overlay="+overlay))
	}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s on the %s halves: %w\n%s", build, half, err, errs.Bytes())
	}
	return os.WriteFile(file, out.Bytes(), 0o644)
}
