package explore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/gocmd"
)

// A BuildMode says how a program is instrumented and compiled. The zero value has
// points at operations only.
//
// With Race the program is compiled with -race, and the explorer hides from the detector
// that it lets one goroutine run at a time. A data race is a failure then, under the first
// schedule that shows it, whatever the program makes of it. Three limits: the detector
// remembers the last few accesses of a variable only; it sees nothing in assembly or
// cgo; and a schedule that fails otherwise before the second access shows no race.
type BuildMode struct {
	MemoryAccesses bool // points at reads and writes of what goroutines may share as well
	Race           bool // the race detector looks on
	Played         bool // for a Player: points at all reads and writes too, which count where a play or the options of a search open them; and variables can be shown
}

// String names the mode in the name of a file: "operations", "accesses-race".
func (m BuildMode) String() string {
	name := "operations"
	switch {
	case m.Played:
		name = "played"
	case m.MemoryAccesses:
		name = "accesses"
	}
	if m.Race {
		name += "-race"
	}
	return name
}

// accesses reports whether there are points at accesses to memory.
func (m BuildMode) accesses() bool { return m.MemoryAccesses || m.Played }

// environment is that of the go command, for a program with files that use cgo or none.
func (m BuildMode) environment(cgo bool) []string {
	if m.Race || cgo {
		return []string{"CGO_ENABLED=1"} // the go command wants it for -race
	}
	return []string{"CGO_ENABLED=0"}
}

// tags are the build tags, besides a program's own.
func (m BuildMode) tags() (tags []string) {
	if m.Race {
		tags = append(tags, "race", "explored")
	}
	return tags
}

// flags are those of the go command, for a program that takes the explorer's packages from a
// folder and is linked with some flags. Where the race detector looks on, it must not see what
// the explorer itself does; nor may that be inlined into code that it watches.
func (m BuildMode) flags(own, link string) []string {
	if m.Played {
		link += " -X=" + ownPath + "/model.builtToPlay=true"
	}
	flags := []string{"-ldflags=" + link}
	compile := func(below, more string) {
		flags = append(flags, "-gcflags="+ownPath+below+"="+gocmd.Trimmed(ownPath, own)+more)
	}
	if own != "" {
		compile("/...", "")
	}
	if m.Race {
		flags = append(flags, "-race")
		compile("/scheduler", " -race=false")
		for _, below := range []string{"/model/...", "/testing", "/variables"} {
			compile(below, " -race=false -l")
		}
	}
	return flags
}

// A compilation is what a child is made of. Its files are left alone: a child is
// compiled from an overlay.
type compilation struct {
	root     string // where the go command runs
	env      []string
	cgo      bool // whether a package uses it
	tags     []string
	flags    []string
	link     string            // flags of the linker
	observed bool              // to unlock is a step of its own, if a lock is tried anywhere; and so on
	trimpath bool              // the go command itself names files
	own      string            // the folder of the explorer's own module; empty: its packages are those of the module in root
	mods     map[string]string // texts of files go.mod to read in the place of some
	packages []string          // patterns of the packages to instrument
	accesses []string          // those with points at accesses, as in Main
	main     string            // the import path of the main package
	files    map[string]string // texts to compile in the place of files that are not instrumented
	library  library
}

// compile instruments the packages and compiles the child into dir.
func (p *Program) compile(ctx context.Context, dir string, c compilation) error {
	if p.mode.Race {
		if err := gocmd.CheckRace(ctx); err != nil {
			return err
		}
	}
	sources, err := os.MkdirTemp(dir, "sources-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(sources)
	c.tags = slices.Concat(c.tags, p.mode.tags())
	g, replace, err := p.overlay(ctx, sources, &c)
	if err != nil {
		return err
	}
	args := slices.Concat([]string{"build", "-o", childIn(dir), "-tags", strings.Join(c.tags, ",")}, replace, c.flags, p.mode.flags(c.own, c.link), []string{c.main})
	if _, err := g.Output(ctx, args...); gocmd.BlamesSource(err) {
		return RefusedError(fmt.Sprintf("%s: does not build once it is instrumented: %s", p.Name, p.brief(err.Error())))
	} else if err != nil {
		return fmt.Errorf("%s: cannot be built: %w", p.Name, err)
	}
	p.Open(dir)
	return nil
}

// overlay writes what is compiled in the place of other files, and returns how the go command is
// called, and the flags by which it reads that. The linker may get a flag more.
func (p *Program) overlay(ctx context.Context, dir string, c *compilation) (builder gocmd.Go, flags []string, err error) {
	overlay := gocmd.NewOverlay(dir)
	g := gocmd.Go{Dir: c.root, Env: append(p.mode.environment(c.cgo), c.env...)}
	if builder, err = c.library.replace(g, overlay, dir); err != nil {
		return g, nil, err
	}
	for path, text := range c.mods {
		if err := overlay.Add(path, text); err != nil {
			return g, nil, err
		}
	}
	if flags, err = overlay.Flags(); err != nil {
		return g, nil, err
	}
	made, err := p.instrument(ctx, g, *c, flags)
	if err != nil {
		return g, nil, err
	}
	if made.TriesLocks && c.observed {
		c.link += " -X=" + ownPath + "/model.triesLocks=true"
	}
	if made.SetsLoggers && c.observed {
		c.link += " -X=" + ownPath + "/model.setsLoggers=true"
	}
	if made.CountsGoroutines && c.observed {
		c.link += " -X=" + ownPath + "/model.countsGoroutines=true"
	}
	p.note("made once for all schedules", made.Kept)
	p.note("the same numbers at every call", made.Fixed)
	for _, files := range []map[string]string{made.Files, c.files} {
		for path, text := range files {
			if err := overlay.Add(path, gocmd.Named(path, text)); err != nil {
				return g, nil, err
			}
		}
	}
	flags, err = overlay.Flags()
	return builder, flags, err
}

// brief is the first line of what the go command said, with paths relative to the roots.
func (p *Program) brief(said string) string {
	line := gocmd.FirstLine(said)
	if file, rest, ok := strings.Cut(line, ".go:"); ok && !filepath.IsAbs(file) {
		if full, err := filepath.Abs(file); err == nil {
			line = full + ".go:" + rest
		}
	}
	return p.relative(line)
}

// note adds what is to be said of some places in the tests' module.
func (p *Program) note(said string, of []noted) {
	for _, n := range of {
		if p.module != "" && strings.HasPrefix(n.File, p.module) {
			p.Notes = append(p.Notes, p.relative(fmt.Sprintf("%s: %s at %s:%d", said, n.What, n.File, n.Line)))
		}
	}
}

// childIn is the file of a child that was compiled into a folder.
func childIn(dir string) string { return filepath.Join(dir, gocmd.Program("child")) }
