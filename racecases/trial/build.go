package trial

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"

	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// A Builder compiles the runner and keeps the result, one file per half and
// build, where the next process finds it.
type Builder struct {
	root      string            // the module's root
	dir       string            // where the compiled runners are
	toolchain string            // the Go to build with; empty: this one
	replace   map[string]string // paths in the module, and the files to compile in their place
}

// NewBuilder returns a Builder for the module that the working directory is in,
// or depends on.
func NewBuilder(ctx context.Context) (*Builder, error) {
	root, err := gocmd.Go{}.Output(ctx, "list", "-m", "-f", "{{.Dir}}", "threadlab")
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, err
	case err != nil:
		return nil, errors.New("no threadlab sources here: run this inside the threadlab module")
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	return newBuilder(cache, strings.TrimSpace(string(root)), "")
}

// With returns a Builder that uses another Go, as the go command calls it
// (go1.27.4), which is fetched like any module.
func (b *Builder) With(toolchain string) (*Builder, error) {
	return newBuilder(filepath.Dir(filepath.Dir(b.dir)), b.root, toolchain)
}

// Replacing returns a Builder that compiles other files in the place of the
// module's own (paths relative to its root), and keeps what it makes in dir. What is
// in these files is as [gocmd.Named] has it.
func (b *Builder) Replacing(dir string, files map[string]string) *Builder {
	return &Builder{root: b.root, dir: dir, toolchain: b.toolchain, replace: files}
}

// Go returns the version of the Go that builds.
func (b *Builder) Go(ctx context.Context) (string, error) {
	values, err := b.goCommand().Getenv(ctx, "GOVERSION")
	if err != nil {
		return "", fmt.Errorf("no Go of the name %s (want one that can be fetched, such as go1.27.4): %w", b.toolchain, err)
	}
	return values[0], nil
}

func newBuilder(cache, root, toolchain string) (*Builder, error) {
	h := fnv.New64a()
	fmt.Fprint(h, root, toolchain)
	dir := filepath.Join(cache, "threadlab", fmt.Sprintf("%016x", h.Sum64()))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return &Builder{root: root, dir: dir, toolchain: toolchain}, nil
}

// Root returns the folder of the module's go.mod.
func (b *Builder) Root() string { return b.root }

// Build compiles the runner for one half and returns the file. What is up to
// date is left alone; two processes that build at once take turns. For a static
// build it runs the linter instead, and the file holds what that printed.
func (b *Builder) Build(ctx context.Context, half corpus.Half, build detect.Build) (string, error) {
	if build == detect.RaceBuild {
		if err := gocmd.CheckRace(ctx); err != nil {
			return "", err
		}
	}
	file := filepath.Join(b.dir, fmt.Sprintf("runner-%s-%s", half, build))
	unlock, err := lockedfile.MutexAt(file + ".lock").Lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	if build == detect.ExplorerBuild {
		return file, b.instrument(ctx, half, file)
	}
	if build.Static() {
		return file, b.lint(ctx, half, build, file)
	}
	return file, b.compile(ctx, half, build, file)
}

func (b *Builder) compile(ctx context.Context, half corpus.Half, build detect.Build, file string) error {
	r, err := b.recipe(ctx, half, build)
	if err != nil {
		return err
	}
	temp := file + "-overlay"
	if err := os.MkdirAll(temp, 0o755); err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	overlay, err := b.overlay(temp, build)
	if err != nil {
		return err
	}
	args := []string{"build", "-o", file, "-tags", strings.Join(r.tags, ","), gocmd.ShortPaths("threadlab", b.root)}
	g := b.goCommand()
	g.Env = r.env
	if _, err := g.Output(ctx, slices.Concat(args, r.flags, overlay, []string{"threadlab/racecases/runner"})...); err != nil {
		return fmt.Errorf("building the %s half (%s build): %w", half, build, err)
	}
	return nil
}

// goCommand is the go command at the module's root.
func (b *Builder) goCommand() gocmd.Go { return gocmd.Go{Dir: b.root, Toolchain: b.toolchain} }
