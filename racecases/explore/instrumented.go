package explore

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/gocmd"
)

// An instrumented is what the instrumenter prints, an instrument.Result.
type instrumented struct {
	Files map[string]string // the new text of each file that changed, by its full path
	Kept  []noted           // initialisers that are evaluated once for all schedules
	Fixed []noted           // calls that give the same numbers at any time

	TriesLocks       bool // to unlock is to be a step of its own
	CountsGoroutines bool // the end of a goroutine is
	SetsLoggers      bool // to read what a logger is set to is
}

// A noted is something in the code that is not as it is without the explorer.
type noted struct {
	What, File string
	Line       int
}

// instrument has the packages of a compilation instrumented. For their types it takes Go's
// own packages as the build will, with the flags that replace some files of these.
func (p *Program) instrument(ctx context.Context, g gocmd.Go, c compilation, replace []string) (made instrumented, err error) {
	if len(c.packages) == 0 {
		return made, nil
	}
	program, err := Instrumenter(ctx)
	if err != nil {
		return made, err
	}
	if c.trimpath { // or the standard library is compiled for its types, and for the child once more
		flags, err := g.Getenv(ctx, "GOFLAGS")
		if err != nil {
			return made, err
		}
		g.Env = append(slices.Clip(g.Env), "GOFLAGS="+flags[0]+" -trimpath")
	}
	args := []string{"-race=" + strconv.FormatBool(p.mode.Race), "-tags", strings.Join(c.tags, ",")}
	if p.mode.accesses() {
		args = append(args, "-accesses", strings.Join(c.accesses, ","))
	}
	if p.mode.Played {
		args = append(args, "-watch")
	}
	if c.library.has("crypto/tls") {
		args = append(args, "-tls")
	}
	if c.library.has("net/http") {
		args = append(args, "-http")
	}
	out, err := g.Exec(ctx, program, slices.Concat(args, replace, []string{"--"}, c.packages)...)
	switch {
	case gocmd.BlamesSource(err):
		return made, fmt.Errorf("%s: does not build: %s", p.Name, p.brief(err.Error()))
	case errors.As(err, new(*gocmd.Error)):
		return made, fmt.Errorf("%s: cannot be built: %s", p.Name, p.brief(err.Error()))
	case err != nil:
		return made, err
	}
	return made, json.Unmarshal(out, &made)
}

// Instrumenter builds the command that instruments, or finds it in the cache of builds, and returns its file.
// It is a program of its own, made of sources that travel in this one, so that a type
// checker is compiled for those only who explore something.
func Instrumenter(ctx context.Context) (string, error) {
	cache, err := gocmd.OpenCache()
	if err != nil {
		return "", err
	}
	g := gocmd.Go{Env: []string{"GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0"}}
	key := gocmd.NewKey(noCheckout)
	if err := errors.Join(addSources(key, instrumenting), key.Go(ctx, g)); err != nil {
		return "", err
	}
	name := gocmd.Program("instrumenter")
	dir, err := cache.Entry(ctx, key, func(dir string) error { return buildInstrumenter(ctx, g, filepath.Join(dir, name)) })
	return filepath.Join(dir, name), err
}

// buildInstrumenter compiles it as a module whose folder is the file system's root, where an
// overlay shows its files: a compiler's result depends on the folder, and this one is the same
// for every cache of builds.
func buildInstrumenter(ctx context.Context, g gocmd.Go, file string) error {
	temp, err := os.MkdirTemp("", "threadlab-instrumenter-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	g.Dir = filepath.VolumeName(temp) + string(filepath.Separator)
	folders, err := g.Getenv(ctx, "GOROOT", "GOMODCACHE")
	if err != nil {
		return err
	}
	lean, err := importPatch.files(folders[0])
	if err != nil {
		return err
	}
	overlay := gocmd.NewOverlay(temp)
	g, err = library{root: folders[0], cache: folders[1], files: lean}.replace(g, overlay, temp)
	err = errors.Join(err, overlay.Add(filepath.Join(g.Dir, "go.mod"), "module threadlab"+ownGo),
		eachSource(instrumenting, func(name string, text []byte) error {
			return overlay.Add(filepath.Join(g.Dir, "racecases", "explore", name), string(text))
		}))
	if err != nil {
		return err
	}
	replace, err := overlay.Flags()
	if err != nil {
		return err
	}
	_, err = g.OutputInTurn(ctx, gocmd.TypeChecker, slices.Concat([]string{"build", "-mod=mod", "-ldflags=-w", "-o", file}, replace, []string{ownPath + "/instrumenter"})...)
	return err
}
