package explore

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"threadlab/racecases/gocmd"
)

// A Main is a main package that passes its entry points to harness.Main. The sources of
// its module are at hand, and are left alone.
type Main struct {
	Name       string // what errors call it
	Root       string // the folder of the module
	Module     string // its path, which places in reports are named without
	Package    string // the import path of the main package
	Tags       []string
	Instrument []string          // the packages that get points, as patterns; none: Files have all that there are
	Accesses   []string          // those that get points at accesses too, if the mode asks for them; a path that ends in / is that of all below it
	Files      map[string]string // other texts for files, in which nothing is given points
	Env        []string          // of the go command, beside this process's environment: GOOS=js
	Link       string            // flags of the linker
	Trimpath   bool              // nothing in the program depends on a folder
}

// Program returns the program of a main package.
func (m Main) Program(mode BuildMode) *Program {
	return &Program{
		Name: m.Name, mode: mode, prefix: m.Module + "/",
		prepare: func(ctx context.Context, _ string) (compilation, error) { return m.compilation(ctx) },
	}
}

// compilation takes the explorer's packages from their own module, as those of tests are.
func (m Main) compilation(ctx context.Context) (compilation, error) {
	c := compilation{
		root: m.Root, env: m.Env, tags: m.Tags, link: m.Link, trimpath: m.Trimpath,
		packages: m.Instrument, accesses: m.Accesses, main: m.Package, files: m.Files,
	}
	if m.Trimpath {
		c.flags = []string{"-trimpath"}
		return c, nil
	}
	var err error
	if c.own, err = ownModule(ctx); err != nil {
		return c, err
	}
	mod := filepath.Join(m.Root, "go.mod")
	text, err := os.ReadFile(mod)
	ours := filepath.Join(m.Root, "racecases", "explore")
	c.flags = []string{"-gcflags=" + m.Module + "/...=" + gocmd.Trimmed(m.Module, m.Root)}
	c.mods = map[string]string{
		mod:                           fmt.Sprintf("%s\nrequire %s v0.0.0\n\nreplace %[2]s => %[3]q\n", text, ownPath, c.own),
		filepath.Join(ours, "go.mod"): "module " + ownPath + "\n", // what is in that folder belongs to this one no more
	}
	c.files = map[string]string{}
	for path, text := range m.Files {
		if below, ok := strings.CutPrefix(path, ours); ok {
			path = c.own + below
		}
		c.files[path] = text
	}
	return c, err
}
