package trial

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/staticcheck"
)

// lint runs a linter over one half of every lesson, and writes what it printed.
func (b *Builder) lint(ctx context.Context, half corpus.Half, build detect.Build, file string) error {
	tags := strings.Join(tags(half), ",")
	program, args := "go", []string{"vet", "-json", "-tags", tags}
	if build == detect.StaticcheckBuild {
		var err error
		if program, err = staticcheck.Find(ctx, b.toolchain); err != nil {
			return err
		}
		// Findings are not failures, and one that a comment silences is still a finding.
		args = []string{"-f", "json", "-fail", "none", "-show-ignored", "-checks", "all", "-tests=false", "-tags", tags}
	}
	packages, err := b.lessons()
	if err != nil {
		return err
	}
	out, err := b.goCommand().Exec(ctx, program, append(args, packages...)...)
	if err != nil {
		return fmt.Errorf("%s on the %s halves: %w", build, half, err)
	}
	return os.WriteFile(file, out, 0o644)
}

// lessons returns the packages of the lessons, as patterns, without the one that lists
// them: it has a test, and vet would examine all that the test imports.
func (b *Builder) lessons() ([]string, error) {
	const folder = "racecases/lessons/"
	entries, err := os.ReadDir(filepath.Join(b.root, folder))
	var packages []string
	for _, e := range entries {
		if e.IsDir() {
			packages = append(packages, "./"+folder+e.Name())
		}
	}
	return packages, err
}
