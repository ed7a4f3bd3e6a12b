//go:build !race

package instrument

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os/exec"
	"reflect"
	"slices"
	"strings"
)

// listed is a package as go list describes it.
type listed struct {
	ImportPath, Dir          string
	GoFiles, CgoFiles        []string
	CompiledGoFiles, Imports []string
	DepOnly, Standard        bool
	Module                   *struct{ GoVersion string }
	Error                    *struct{ Err string }
}

// files are those that are read: of a package with cgo they are what was written, and not
// what is made of it.
func (p listed) files() []string {
	if len(p.CgoFiles) > 0 {
		return slices.Concat(p.GoFiles, p.CgoFiles)
	}
	return p.CompiledGoFiles
}

// listedFor lists packages and those that they import, each after what it imports. Only programs
// that use the network are made of its model.
func listedFor(ctx context.Context, root string, o Options, patterns []string) ([]listed, error) {
	list := func(patterns ...string) ([]listed, error) {
		return goList[listed](ctx, root, o, append([]string{"-deps", "-compiled", "--"}, patterns...)...)
	}
	packages, err := list(patterns...)
	usesNet := func(p listed) bool { return !p.Standard && slices.Contains(p.Imports, "net") }
	if err != nil || slices.Contains(patterns, netPath) || !slices.ContainsFunc(packages, usesNet) {
		return packages, err
	}
	more, err := list(netPath)
	known := map[string]bool{}
	for _, p := range packages {
		known[p.ImportPath] = true
	}
	return append(packages, slices.DeleteFunc(more, func(p listed) bool { return known[p.ImportPath] })...), err
}

// exported is a package that is compiled, as go list describes it.
type exported struct{ ImportPath, Export string }

// exportsFor returns the files with the export data of packages that others import: of
// Go's own, which the build will need as they are. Others it will need with points in them
// or in what they import, so these are not compiled for their export data alone; unless one
// uses cgo, whose types are not known by its text.
func exportsFor(ctx context.Context, root string, o Options, packages []listed, patterns []string) (map[string]string, error) {
	wanted := map[string]bool{}
	for _, p := range packages {
		if p.Standard {
			continue
		}
		if p.DepOnly && len(p.CgoFiles) > 0 {
			return exports(ctx, root, o, append([]string{"-deps", "--"}, patterns...))
		}
		for _, path := range p.Imports {
			wanted[path] = true
		}
	}
	var own []string
	for _, p := range packages {
		if p.Standard && p.ImportPath != "unsafe" && wanted[p.ImportPath] {
			own = append(own, p.ImportPath)
		}
	}
	if len(own) == 0 {
		return map[string]string{}, nil
	}
	return exports(ctx, root, o, append([]string{"--"}, own...))
}

func exports(ctx context.Context, root string, o Options, args []string) (map[string]string, error) {
	packages, err := goList[exported](ctx, root, o, append([]string{"-export"}, args...)...)
	files := map[string]string{}
	for _, p := range packages {
		files[p.ImportPath] = p.Export
	}
	return files, err
}

// goList returns packages as go list describes them, in its order.
func goList[T any](ctx context.Context, root string, o Options, args ...string) (packages []T, err error) {
	var fields []string
	for field := range reflect.TypeFor[T]().Fields() {
		fields = append(fields, field.Name)
	}
	out, err := goCommand(ctx, root, slices.Concat([]string{"list", "-buildvcs=false", "-e", "-json=" + strings.Join(fields, ",")}, o.flags(), args)...)
	if err != nil {
		return nil, err
	}
	for decoder := json.NewDecoder(bytes.NewReader(out)); decoder.More(); {
		var p T
		if err := decoder.Decode(&p); err != nil {
			return nil, err
		}
		packages = append(packages, p)
	}
	return packages, nil
}

// goCommand returns what the go command printed. It is not package gocmd's, so that the
// standard library is all that the instrumenter is built of.
func goCommand(ctx context.Context, dir string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	out, err := cmd.Output()
	if failed := new(exec.ExitError); errors.As(err, &failed) {
		return nil, errors.New(string(failed.Stderr))
	}
	return out, err
}
