package trial

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/lockedfile"

	"threadlab/racecases/corpus"
)

// ErrNoRaceBuild says that this machine cannot compile with -race. The text of
// the error that wraps it says what is missing and what to install.
var ErrNoRaceBuild = errors.New("the race build needs cgo and a C compiler")

// A Builder compiles the runner and keeps the result, one file per half and
// build, where the next process finds it.
type Builder struct {
	root string // the module's root
	dir  string // where the compiled runners are
}

// NewBuilder returns a Builder for the module that the working directory is in,
// or depends on.
func NewBuilder(ctx context.Context) (*Builder, error) {
	root, err := output(ctx, "", "go", "list", "-m", "-f", "{{.Dir}}", "threadlab")
	if err != nil {
		return nil, fmt.Errorf("no threadlab sources here: run this inside the threadlab module (%w)", err)
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	h := fnv.New64a()
	fmt.Fprint(h, root)
	dir := filepath.Join(cache, "threadlab", fmt.Sprintf("%016x", h.Sum64()))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	return &Builder{root: root, dir: dir}, nil
}

// Root returns the folder of the module's go.mod.
func (b *Builder) Root() string { return b.root }

// Build compiles the runner for one half and returns the file. What is up to
// date is left alone; two processes that build at once take turns.
func (b *Builder) Build(ctx context.Context, half corpus.Half, build corpus.Build) (string, error) {
	if build == corpus.Race {
		if err := CheckRace(ctx); err != nil {
			return "", err
		}
	}
	file := filepath.Join(b.dir, fmt.Sprintf("runner-%s-%s", half, build))
	unlock, err := lockedfile.MutexAt(file + ".lock").Lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	args := []string{"build", "-trimpath", "-o", file}
	if half == corpus.Broken {
		args = append(args, "-tags", "broken")
	}
	cgo := "CGO_ENABLED=0"
	if build == corpus.Race {
		args, cgo = append(args, "-race"), "CGO_ENABLED=1"
	}
	cmd := exec.CommandContext(ctx, "go", append(args, "threadlab/racecases/runner")...)
	cmd.Dir = b.root
	cmd.Env = append(os.Environ(), cgo)
	if text, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building the %s half (%s build): %w\n%s", half, build, err, text)
	}
	return file, nil
}

// CheckRace reports whether this machine can compile with -race: nil, or an
// error that wraps [ErrNoRaceBuild] and says what to install.
func CheckRace(ctx context.Context) error {
	text, err := output(ctx, "", "go", "env", "CGO_ENABLED", "CC")
	if err != nil {
		return err
	}
	enabled, cc, _ := strings.Cut(text, "\n")
	// Without a C compiler in sight the go command turns cgo off by itself, so
	// the compiler is asked for first.
	if name := strings.Fields(cc); len(name) > 0 {
		if _, err := exec.LookPath(name[0]); err != nil {
			return fmt.Errorf("%w: %q is not on PATH; install one (Debian: apt install gcc; macOS: xcode-select --install)",
				ErrNoRaceBuild, name[0])
		}
	}
	if enabled != "1" {
		return fmt.Errorf("%w: CGO_ENABLED is %s; unset it, or set CGO_ENABLED=1", ErrNoRaceBuild, enabled)
	}
	return nil
}

func output(ctx context.Context, dir, name string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(exit.Stderr) > 0 {
		return "", fmt.Errorf("%s: %s", name, strings.TrimSpace(string(exit.Stderr)))
	}
	return strings.TrimSpace(string(out)), err
}
