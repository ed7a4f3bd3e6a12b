//go:build !race

package instrument

import (
	"context"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// A Result is the rewritten text of some packages.
type Result struct {
	Files map[string]string // the new text of each file that changed, by its full path
	Kept  []Refusal         // the initialisers that cannot be evaluated a second time
}

// Options select how packages are rewritten.
type Options struct {
	Tags     []string
	Overlay  string                // the go command's, of Go's own files: the build reads them so, and they are compiled once
	Race     bool                  // that the packages are compiled with -race
	Accesses func(pkg string) bool // whether a package gets points at accesses to shared variables; nil: none does
	Watch    bool                  // the variables of these packages can be shown while a schedule is played
	TLS      bool                  // crypto/tls calls the model, and its connections are called as they are
	HTTP     bool                  // net/http calls the model, and is called as it is
}

// flags are those of the go command. The standard library that is compiled for -race is
// another than that for the tag race, and is what the build needs.
func (o Options) flags() []string {
	return []string{"-race=" + strconv.FormatBool(o.Race), "-tags", strings.Join(o.Tags, ","), "-overlay=" + o.Overlay}
}

// Instrument rewrites packages of the module in root.
func Instrument(ctx context.Context, root string, o Options, patterns ...string) (*Result, error) {
	known := []string{modelPath, testingPath}
	if o.TLS {
		known = append(known, tlsPath)
	}
	loaded, standard, err := loadPackages(ctx, root, o, append(known, patterns...)...)
	if err != nil {
		return nil, err
	}
	models := map[string]*types.Package{}
	u := &usage{map[types.Object]bool{}, map[types.Object]bool{}}
	for _, p := range loaded {
		if aliases[p.PkgPath] != "" {
			models[p.PkgPath] = p.Types
			continue
		}
		u.collect(p.Syntax, p.TypesInfo)
	}
	if len(models) < len(known) {
		return nil, fmt.Errorf("not all were loaded of %s", strings.Join(known, ", "))
	}
	r := &Result{Files: map[string]string{}}
	for _, p := range loaded {
		if models[p.PkgPath] == nil {
			if err := r.add(root, p, models, standard, u, o); err != nil {
				return nil, err
			}
		}
	}
	sortRefusals(r.Kept)
	return r, nil
}

func (r *Result) add(root string, p *source, models map[string]*types.Package, standard map[string]bool, u *usage, o Options) error {
	reset := newReset(p, u)
	r.Kept = append(r.Kept, reset.kept...)
	register := reset.register()
	var access *accesses
	var watch *watches
	if o.Accesses != nil && o.Accesses(p.PkgPath) && !p.cgo {
		access = newAccesses(p.Syntax, p.Types, p.TypesInfo)
		if o.Watch {
			watch = newWatches(p.Syntax, access, p.TypesInfo)
		}
	}
	for i, syntax := range p.Syntax {
		if slices.ContainsFunc(syntax.Imports, func(s *ast.ImportSpec) bool { return s.Path.Value == strconv.Quote(modelPath) }) {
			continue // written for the model
		}
		full := p.CompiledGoFiles[i]
		text, err := os.ReadFile(full)
		if err != nil {
			return err
		}
		f := &file{
			edits: edits{text: string(text)}, path: relative(root, p.Fset.Position(syntax.Package).Filename), fset: p.Fset, syntax: syntax,
			info: p.TypesInfo, models: models, standard: standard, reset: reset, access: access, watch: watch, tls: o.TLS, http: o.HTTP,
		}
		changed := f.rewrite(register)
		register = ""
		if changed != f.text {
			r.Files[full] = changed
		}
	}
	return nil
}

// relative returns the path of a file relative to root, if it is below.
func relative(root, full string) string {
	if path, err := filepath.Rel(root, full); err == nil && filepath.IsLocal(path) {
		return filepath.ToSlash(path)
	}
	return full
}
