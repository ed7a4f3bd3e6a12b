package explore

import (
	"context"
	"slices"

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
	Instrument []string          // the packages that get points, as patterns
	Accesses   []string          // those that get points at accesses too, if the mode asks for them; a path that ends in / is that of all below it
	Files      map[string]string // other texts for files that get no points
	Env        []string          // of the go command, beside this process's environment: GOOS=js
	Flags      []string          // of go build; with -trimpath among them its name of the module's files is the go command's
}

// trimpath is the flag by which the go command names files itself.
const trimpath = "-trimpath"

// Program returns the program of a main package.
func (m Main) Program(mode BuildMode) *Program {
	flags := m.Flags
	if !slices.Contains(flags, trimpath) {
		flags = append(gocmd.ShortPaths(m.Module, m.Root), flags...)
	}
	c := compilation{
		root: m.Root, env: m.Env, tags: m.Tags, flags: flags, compiler: gocmd.Trimmed(m.Module, m.Root),
		packages: m.Instrument, accesses: m.Accesses, main: m.Package, files: m.Files,
	}
	return &Program{
		Name: m.Name, mode: mode, prefix: m.Module + "/",
		prepare: func(context.Context, string) (compilation, error) { return c, nil },
	}
}
