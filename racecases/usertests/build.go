package usertests

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// ErrCannotLook says that a detector has no say about a package; the others have.
var ErrCannotLook = errors.New("cannot look")

// A Builder compiles the tests of packages into a folder.
type Builder struct {
	dir      string
	patience time.Duration     // go-deadlock's: a longer wait for a mutex is a deadlock
	helpers  map[string]string // the folder of each, once they are there
}

// NewBuilder returns a Builder that writes into dir. A test's deadline bounds how long
// one of its goroutines may wait for a mutex, which is 30 s otherwise.
func NewBuilder(dir string, deadline time.Duration) *Builder {
	return &Builder{dir: dir, patience: min(30*time.Second, deadline)}
}

// Builds returns what a package can be built as: not inside a bubble, which only a test itself can step into, and not for
// the explorer, which has a command of its own.
func Builds() []detect.Build {
	return slices.DeleteFunc(detect.Builds(), func(b detect.Build) bool {
		return b == detect.SynctestBuild || b == detect.ExplorerBuild
	})
}

// Build compiles the package's tests, or for a static build runs the linter over the
// package. An error that matches [ErrCannotLook] is about the detector alone.
func (b *Builder) Build(ctx context.Context, p *Package, build detect.Build) error {
	if build.Static() {
		return p.lint(ctx, build)
	}
	dir := filepath.Join(b.dir, strings.ReplaceAll(p.ImportPath, "/", "-"), string(build))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	overlay := gocmd.NewOverlay(dir)
	err := b.overlay(ctx, p, build, overlay)
	changed := overlay.Len() > 0
	if err == nil && changed {
		err = p.compile(ctx, build, dir, overlay)
	}
	alone := build.Owner() != ""
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil && changed && !alone:
		p.hooked = true
		return nil
	case err == nil && (changed || alone): // without a mutex nothing is there to watch
		return nil
	case alone:
		return fmt.Errorf("%s: %s %w: %w", p.ImportPath, build.Owner(), ErrCannotLook, cause(err))
	}
	if plain := p.compile(ctx, build, dir, gocmd.NewOverlay(dir)); plain != nil {
		return fmt.Errorf("%s: %w", p.ImportPath, plain)
	}
	if err != nil && p.unhooked == nil {
		p.unhooked = fmt.Errorf("%s: %s %w: %w", p.ImportPath, detect.Goleak, ErrCannotLook, cause(err))
		return p.unhooked
	}
	return nil
}

// overlay adds what a build changes: nothing if it would be no other.
func (b *Builder) overlay(ctx context.Context, p *Package, build detect.Build, o *gocmd.Overlay) error {
	var err error
	if build == detect.GoDeadlockBuild {
		err = b.watchMutexes(ctx, p, o)
	} else {
		err = p.hookTests(o)
	}
	if err != nil || o.Len() == 0 {
		return err
	}
	if p.cached {
		return errors.New("it changes files, and those of the module cache stay as they are (take a copy of the module)")
	}
	return b.addHelpers(ctx, p, build, o)
}

func (p *Package) compile(ctx context.Context, build detect.Build, dir string, overlay *gocmd.Overlay) error {
	with := ""
	if build == detect.LeakProfileBuild {
		values, err := gocmd.Go{Dir: p.Dir}.Getenv(ctx, "GOVERSION")
		if err != nil {
			return err
		}
		with = values[0]
	}
	changes, err := overlay.Flags()
	if err != nil {
		return err
	}
	flags, env := build.Settings(with)
	if p.cgo {
		env = append(env, "CGO_ENABLED=1")
	}
	file := filepath.Join(dir, gocmd.Program("package.test"))
	args := slices.Concat([]string{"test", "-c", "-vet=off", "-o", file}, gocmd.ShortPaths(p.Module, p.Root), flags, changes)
	if build == detect.GoDeadlockBuild { // see the recipe of the corpus
		args = append(args, "-gcflags="+p.Module+"/...="+gocmd.Trimmed(p.Module, p.Root)+" -l")
	}
	_, err = gocmd.Go{Dir: p.Dir, Env: env}.Output(ctx, append(args, p.ImportPath)...)
	switch {
	case gocmd.BlamesSource(err):
		return fmt.Errorf("does not build (%s build): %w", build, overlay.Restore(err))
	case err != nil:
		return fmt.Errorf("cannot be built (%s build): %w", build, err)
	}
	p.binaries[build] = file
	return nil
}

// cause is what the go command said first, if it is that which failed: in front of it stands no build.
func cause(err error) error {
	if failed := new(gocmd.Error); errors.As(err, &failed) {
		return failed
	}
	return err
}
