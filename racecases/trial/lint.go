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
	dir, err := os.MkdirTemp("", "threadlab-overlay-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	// The empty -tags is deliberate: Go 1.26 keeps the facts about a package that another one imports without its findings, and takes
	// them for the answer to a later go vet with the same flags, such as a reader's own.
	program, args := "go", []string{"vet", "-json", "-tags="}
	if build == detect.StaticcheckBuild {
		if program, err = staticcheck.Find(ctx, b.toolchain); err != nil {
			return err
		}
		// Findings are not failures, and one that a comment silences is still a finding.
		args = []string{"-f", "json", "-fail", "none", "-show-ignored", "-checks", "all", "-tests=false", "-tags", strings.Join(tags(half), ",")}
	} else if half == corpus.Broken {
		overlay, err := b.untagged(dir)
		if err != nil {
			return err
		}
		args = append(args, overlay...)
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

// untagged returns the flags by which go vet sees the broken halves without their build tag: with that it would examine
// the standard library once more.
func (b *Builder) untagged(dir string) ([]string, error) {
	files, err := b.lessonFiles()
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
