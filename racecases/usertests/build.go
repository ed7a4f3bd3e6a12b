package usertests

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"threadlab/racecases/detect"
	"threadlab/racecases/trial"
)

// ErrCannotLook says that a detector has no say about a package; the others have.
var ErrCannotLook = errors.New("cannot look")

// A Builder compiles the tests of packages into a folder.
type Builder struct {
	dir      string
	patience time.Duration     // go-deadlock's: a longer wait for a mutex is a deadlock
	guests   map[string]string // the folder of each, once they are there
}

// NewBuilder returns a Builder that writes into dir. A test's deadline bounds how long
// one of its goroutines may wait for a mutex, which is 30 s otherwise.
func NewBuilder(dir string, deadline time.Duration) *Builder {
	return &Builder{dir: dir, patience: min(30*time.Second, deadline)}
}

// Builds returns what a package can be built as: all that the corpus can, but not
// inside a bubble, which only a test itself can step into, and not for the explorer,
// which has a command of its own.
func Builds() []detect.Build {
	return slices.DeleteFunc(detect.Builds(), func(b detect.Build) bool {
		return b == detect.SynctestBuild || b == detect.ExplorerBuild
	})
}

// Build compiles the package's tests, or for a static build runs the linter over the
// package. An error that matches [ErrCannotLook] is about the detector alone.
func (b *Builder) Build(ctx context.Context, p *Package, build detect.Build) error {
	if build.Static() {
		return b.lint(ctx, p, build)
	}
	dir := filepath.Join(b.dir, strings.ReplaceAll(p.ImportPath, "/", "-"), string(build))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	replace := map[string]string{}
	overlay, err := b.overlay(ctx, p, build, dir, replace)
	if err == nil && overlay != "" {
		if err = p.compile(ctx, build, dir, overlay); err != nil {
			err = p.named(err, replace)
		}
	}
	alone := build.Owner() != ""
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case err == nil && overlay != "" && !alone:
		p.hooked = true
		return nil
	case err == nil && (overlay != "" || alone): // without a mutex nothing is there to watch
		return nil
	case alone:
		return fmt.Errorf("%s: %s %w: %s", p.ImportPath, build.Owner(), ErrCannotLook, brief(err))
	}
	if plain := p.compile(ctx, build, dir, ""); plain != nil {
		return fmt.Errorf("%s: %w", p.ImportPath, plain)
	}
	if err != nil && p.unhooked == nil {
		p.unhooked = fmt.Errorf("%s: %s %w: %s", p.ImportPath, detect.Goleak, ErrCannotLook, brief(err))
		return p.unhooked
	}
	return nil
}

// overlay writes what go build -overlay takes; no name if the build would be no other.
func (b *Builder) overlay(ctx context.Context, p *Package, build detect.Build, dir string, replace map[string]string) (string, error) {
	change := hookTests
	if build == detect.GoDeadlockBuild {
		change = b.watchMutexes
	}
	if err := change(ctx, p, dir, replace); err != nil || len(replace) == 0 {
		return "", err
	}
	if p.cached {
		return "", errors.New("it changes files, and those of the module cache stay as they are (take a copy of the module)")
	}
	if err := b.invite(ctx, p, build, dir, replace); err != nil {
		return "", err
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	name := filepath.Join(dir, "overlay.json")
	return name, os.WriteFile(name, text, 0o644)
}

func (p *Package) compile(ctx context.Context, build detect.Build, dir, overlay string) error {
	with := ""
	if build == detect.LeakProfileBuild {
		text, err := p.command(ctx, nil, "env", "GOVERSION").Output()
		if err != nil {
			return err
		}
		with = string(bytes.TrimSpace(text))
	}
	flags, env := trial.Settings(build, with)
	file := filepath.Join(dir, "package.test")
	args := append([]string{"test", "-c", "-trimpath", "-vet=off", "-o", file}, flags...)
	if overlay != "" {
		args = append(args, "-overlay", overlay)
	}
	if build == detect.GoDeadlockBuild { // see the recipe of the corpus
		args = append(args, "-gcflags="+p.Module+"/...=-l")
	}
	text, err := p.command(ctx, env, append(args, p.ImportPath)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("does not build (%s build):\n%s", build, p.located(string(bytes.TrimSpace(text))))
	}
	p.binaries[build] = file
	return nil
}

// command returns a go command that runs where the package is.
func (p *Package) command(ctx context.Context, env []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = p.Dir, append(os.Environ(), env...)
	return cmd
}

// brief is what an error says, in a line: of a build that failed, the first thing that
// the compiler minds.
func brief(err error) string {
	for line := range strings.Lines(err.Error()) {
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "#") && !strings.HasSuffix(line, ":") {
			return line
		}
	}
	return firstLine(err.Error())
}
