// Package staticcheck has a staticcheck with the checks that are about goroutines and
// what they share, and no others. All of them are compiled of four times as many
// packages, net/http among them, which a first report would wait for.
package staticcheck

import (
	"context"
	"embed"
	"fmt"
	"os"
	"path/filepath"

	"threadlab/racecases/gocmd"
)

// sources are what the linter is made of: its main function, which names the checks, and
// the go.mod and go.sum of this project's own linter, so that both are of one version.
//
//go:embed linter.go linter.mod linter.sum
var sources embed.FS

// parts are the sources, and their names in the module that is built.
func parts() [][2]string {
	return [][2]string{{"linter.go", "linter.go"}, {"linter.mod", "go.mod"}, {"linter.sum", "go.sum"}}
}

// AddTo adds the linter to a key: what determines what it prints, beside what it reads.
func AddTo(key *gocmd.Key) error {
	for _, part := range parts() {
		text, err := sources.ReadFile(part[0])
		if err != nil {
			return err
		}
		key.Text(part[0], text)
	}
	return nil
}

// Find returns the linter's program, compiled by a Go (empty: this one) unless it is in
// the cache of builds. It takes the flags of staticcheck.
func Find(ctx context.Context, toolchain string) (string, error) {
	g := gocmd.Go{Toolchain: toolchain, Env: []string{"GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0"}}
	at, err := g.Getenv(ctx, "GOROOT") // which it is of as others are of a checkout
	if err != nil {
		return "", err
	}
	key := gocmd.NewKey(at[0])
	if err := AddTo(key); err != nil {
		return "", err
	}
	if err := key.Go(ctx, g); err != nil {
		return "", err
	}
	cache, err := gocmd.OpenCache()
	if err != nil {
		return "", err
	}
	dir, err := cache.Entry(ctx, key, func(dir string) error { return build(ctx, g, dir) })
	return filepath.Join(dir, program()), err
}

func program() string { return gocmd.Program("staticcheck") }

// build compiles the linter in a folder.
func build(ctx context.Context, g gocmd.Go, dir string) error {
	for _, part := range parts() {
		text, err := sources.ReadFile(part[0])
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, part[1]), text, 0o644); err != nil {
			return err
		}
	}
	g.Dir = dir
	const lean = "=-dwarf=false -l" // it is not debugged, and runs for a shorter time than it compiles
	args := []string{"build", "-ldflags=-w", "-gcflags=honnef.co/..." + lean, "-gcflags=golang.org/..." + lean, "-o", program(), "linter.go"}
	if _, err := g.OutputInTurn(ctx, gocmd.TypeChecker, args...); err != nil {
		return fmt.Errorf("building staticcheck: %w", err)
	}
	return nil
}
