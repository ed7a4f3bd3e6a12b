package explore

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/corpus"
	"threadlab/racecases/explore/instrument"
	"threadlab/racecases/gocmd"
)

// A Runner is the compiled corpus, one half of each case, instrumented.
type Runner struct {
	half corpus.Half
	file string
}

// How says what a program is explored with.
//
// With Race the program is compiled with -race, and the explorer hides from the detector
// that it lets one goroutine run at a time. A data race is a failure then, under the first
// schedule that shows it, whatever the program makes of it. Three limits: the detector
// remembers the last few accesses of a variable only; it sees nothing in assembly or
// cgo; and a schedule that fails otherwise before the second access shows no race.
type How struct {
	Accesses bool // points at reads and writes of what goroutines may share, besides those at operations
	Race     bool // the race detector looks on
}

// flags are those of the go command. Where the race detector looks on, it must not
// see what the explorer itself does; nor may that be inlined into code that it watches.
// The compiler's own flags come first, if there are any.
func (how How) flags(tags []string, compiler string) []string {
	if !how.Race {
		return []string{"-tags", strings.Join(tags, ",")}
	}
	return []string{
		"-race", "-tags", strings.Join(append(tags, "explored"), ","),
		"-gcflags=threadlab/racecases/explore/scheduler=" + compiler + " -race=false",
		"-gcflags=threadlab/racecases/explore/model=" + compiler + " -race=false -l",
	}
}

// environment is that of the go command. What it makes for a while goes into dir, for
// if it is interrupted it leaves that behind.
func (how How) environment(dir string) []string {
	cgo := "CGO_ENABLED=0"
	if how.Race {
		cgo = "CGO_ENABLED=1" // the go command wants it for -race
	}
	return []string{cgo, "GOTMPDIR=" + dir}
}

const primitives = "threadlab/primitives"

// Build instruments the lessons and the primitives, and compiles them into dir. The
// sources, below root, are left alone.
func Build(ctx context.Context, root, dir string, half corpus.Half, how How) (*Runner, error) {
	return build(ctx, root, dir, half, how, nil)
}

// build is a Build in which other files, too, are not what they are in the sources.
func build(ctx context.Context, root, dir string, half corpus.Half, how How, others map[string]string) (*Runner, error) {
	var tags []string
	if half == corpus.Broken {
		tags = append(tags, "broken")
	}
	env := how.environment(dir)
	o := instrument.Options{Tags: tags, Env: env, Accesses: func(pkg string) bool { return how.Accesses && pkg != primitives }}
	result, err := instrument.Instrument(ctx, root, o, "threadlab/racecases/lessons/...", primitives)
	if err != nil {
		return nil, fmt.Errorf("instrumenting the %s halves: %w", half, err)
	}
	if len(result.Refused) > 0 {
		return nil, refusedError(result.Refused)
	}
	maps.Copy(result.Files, others)
	overlay, err := writeOverlay(dir, result.Files)
	if err != nil {
		return nil, err
	}
	r := &Runner{half: half, file: filepath.Join(dir, child)}
	args := []string{"build", "-o", r.file, gocmd.ShortPaths("threadlab", root)}
	args = slices.Concat(args, overlay, how.flags(tags, gocmd.Trimmed("threadlab", root)), []string{"threadlab/racecases/explore/child"})
	if _, err := (gocmd.Go{Dir: root, Env: env}).Output(ctx, args...); err != nil {
		return nil, fmt.Errorf("building the instrumented %s halves: %w", half, err)
	}
	return r, nil
}

// Open returns what an earlier [Build] of a half left in dir.
func Open(dir string, half corpus.Half) *Runner {
	return &Runner{half: half, file: filepath.Join(dir, child)}
}

const child = "child"

// writeOverlay writes the files and returns the flags of a build that reads them.
func writeOverlay(dir string, files map[string]string) ([]string, error) {
	o := gocmd.NewOverlay(dir)
	for path, text := range files {
		if err := o.Add(path, gocmd.Named(path, text)); err != nil {
			return nil, err
		}
	}
	return o.Flags()
}

// refusedError names what nothing can be made of.
func refusedError(list []instrument.Refusal) RefusedError {
	var e RefusedError
	for _, refusal := range list {
		e = append(e, refusal.String())
	}
	return e
}
