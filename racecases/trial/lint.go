package trial

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
	"threadlab/racecases/staticcheck"
)

// lint runs a linter over one half of every lesson, and writes what it printed.
func (b *Builder) lint(ctx context.Context, half corpus.Half, build detect.Build, file string) error {
	packages, err := b.lessons()
	if err != nil {
		return err
	}
	examine := b.vet
	if build == detect.StaticcheckBuild {
		examine = b.staticcheck
	}
	out, err := examine(ctx, half, packages)
	if err != nil {
		return fmt.Errorf("%s on the %s halves: %w", build, half, err)
	}
	return os.WriteFile(file, out, 0o644)
}

// staticcheck returns what it prints of a half. Findings are not failures, and one that a comment silences is still a finding.
func (b *Builder) staticcheck(ctx context.Context, half corpus.Half, packages []string) ([]byte, error) {
	program, err := staticcheck.Find(ctx, b.toolchain)
	if err != nil {
		return nil, err
	}
	args := []string{"-f", "json", "-fail", "none", "-show-ignored", "-checks", "all", "-tests=false", "-tags", strings.Join(tags(half), ",")}
	return b.goCommand().Exec(ctx, program, append(args, packages...)...)
}

// vet returns what go vet prints of a half.
func (b *Builder) vet(ctx context.Context, half corpus.Half, packages []string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "threadlab-overlay-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var overlay []string
	if half == corpus.Broken {
		if overlay, err = b.untagged(dir); err != nil {
			return nil, err
		}
	}
	return b.goCommand().Vet(ctx, len(packages), overlay, packages...)
}

// untagged returns the flags by which go vet sees the broken halves without their build tag: with that it would examine
// the standard library once more.
func (b *Builder) untagged(dir string) ([]string, error) {
	files, err := b.lessonFiles("*.go")
	if err != nil {
		return nil, err
	}
	const tagged = "//go:build broken"
	o := gocmd.NewOverlay(dir)
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		switch text := string(text); {
		case strings.HasPrefix(text, "//go:build !broken"):
			o.Use(path, "") // there is no such file
		case strings.HasPrefix(text, tagged):
			if err := o.Add(path, gocmd.Named(path, "//go:build gc"+strings.TrimPrefix(text, tagged))); err != nil {
				return nil, err
			}
		}
	}
	return o.Flags()
}

// lessons returns the packages of the lessons, as patterns, without the one that lists
// them: it has a test, and vet would examine all that the test imports.
func (b *Builder) lessons() ([]string, error) {
	files, err := b.lessonFiles("lesson.go")
	var packages []string
	for _, file := range files {
		packages = append(packages, "./racecases/lessons/"+filepath.Base(filepath.Dir(file)))
	}
	return packages, err
}
