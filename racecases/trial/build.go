package trial

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// A Builder compiles the runner, for each half and build, unless that is in the cache.
type Builder struct {
	root      string // the module's root
	cache     gocmd.Cache
	toolchain string            // the Go to build with; empty: this one
	replace   map[string]string // paths in the module, and the files to compile in their place
	explored  sync.Map          // the programs for the explorer so far: a variant to its program, whose sources are read once
}

// NewBuilder returns a Builder for the module that the working directory is in,
// or depends on.
func NewBuilder(ctx context.Context) (*Builder, error) {
	root, err := gocmd.ModuleRoot(ctx, "threadlab")
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(root, "racecases", "lessons")); err != nil {
		return nil, fmt.Errorf("%s is another module of the name threadlab: run this inside the course's", root)
	}
	cache, err := gocmd.OpenCache()
	return &Builder{root: root, cache: cache}, err
}

// With returns a Builder that uses another Go, as the go command calls it
// (go1.27.4), which is fetched like any module.
func (b *Builder) With(toolchain string) *Builder {
	return &Builder{root: b.root, cache: b.cache, toolchain: toolchain}
}

// Replacing returns a Builder that compiles other files in the place of the
// module's own (paths relative to its root), and keeps what it makes in dir. What is
// in these files is as [gocmd.Named] has it.
func (b *Builder) Replacing(dir string, files map[string]string) (*Builder, error) {
	cache, err := gocmd.CacheIn(filepath.Join(dir, "builds"))
	return &Builder{root: b.root, cache: cache, toolchain: b.toolchain, replace: files}, err
}

// Go returns the version of the Go that builds.
func (b *Builder) Go(ctx context.Context) (string, error) {
	values, err := b.goCommand().Getenv(ctx, "GOVERSION")
	if err != nil {
		return "", fmt.Errorf("no Go of the name %s (want one that can be fetched, such as go1.27.4): %w", b.toolchain, err)
	}
	return values[0], nil
}

// Root returns the folder of the module's go.mod.
func (b *Builder) Root() string { return b.root }

// Build compiles the runner for one half and returns the file, unless it is in the cache
// of builds. For a static build it runs the linter instead, and the file holds what that
// printed; for the explorer's it returns the folders of what is explored, as a list of paths.
func (b *Builder) Build(ctx context.Context, half corpus.Half, build detect.Build) (string, error) {
	if build == detect.RaceBuild {
		if err := gocmd.CheckRace(ctx); err != nil {
			return "", err
		}
	}
	if build == detect.ExplorerBuild {
		return b.buildExplored(ctx, half)
	}
	r, err := b.recipe(ctx, half, build)
	if err != nil {
		return "", err
	}
	key, err := b.key(ctx, half, build, r)
	if err != nil {
		return "", err
	}
	made := "runner"
	if !build.Static() {
		made = gocmd.Program(made)
	}
	dir, err := b.cache.Entry(ctx, key, func(dir string) error {
		if build.Static() {
			return b.lint(ctx, half, build, filepath.Join(dir, made))
		}
		if err := b.compile(ctx, build, r, filepath.Join(dir, made)); err != nil {
			return fmt.Errorf("building the %s half (%s build): %w", half, build, err)
		}
		return nil
	})
	return filepath.Join(dir, made), err
}

// compile builds the runner.
func (b *Builder) compile(ctx context.Context, build detect.Build, r recipe, file string) error {
	dir, err := os.MkdirTemp("", "threadlab-overlay-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	overlay, err := b.overlay(dir, build)
	if err != nil {
		return err
	}
	// With the compiler's own flags go run, go test and the runners share packages.
	args := []string{"build", "-o", file, "-tags", strings.Join(r.tags, ","), "-ldflags=-w"}
	g := b.goCommand()
	g.Env = r.env
	_, err = g.Output(ctx, slices.Concat(args, r.flags, overlay, []string{"threadlab/racecases/runner"})...)
	return err
}

// goCommand is the go command at the module's root.
func (b *Builder) goCommand() gocmd.Go { return gocmd.Go{Dir: b.root, Toolchain: b.toolchain} }
