package instrument

import (
	"context"
	"errors"
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A Result is what became of some packages.
type Result struct {
	Files map[string]string // the new text of each file that changed, by its full path

	refused map[string][]Refusal       // by the file's path, relative to the module
	uses    map[string]map[string]bool // which files of its package a file uses something of
	whole   map[string]bool            // packages that work as one: any refusal is that of all who import them
	imports map[string][]string
	folder  map[string]string // the package of a file
}

// Options say how to rewrite.
type Options struct {
	Tags     []string
	Whole    []string // packages that work only as one: who imports them shares their refusals
	Accesses bool     // points at accesses to what goroutines may share, but in the packages of Whole
}

// Instrument rewrites packages of the module in root.
func Instrument(ctx context.Context, root string, o Options, patterns ...string) (*Result, error) {
	config := &packages.Config{
		Context: ctx, Dir: root, BuildFlags: []string{"-tags", strings.Join(o.Tags, ",")},
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedTypes | packages.NeedTypesInfo | packages.NeedSyntax | packages.NeedExportFile,
	}
	loaded, err := packages.Load(config, append([]string{modelPath}, append(patterns, o.Whole...)...)...)
	if err != nil {
		return nil, err
	}
	var model *types.Package
	own := map[string]bool{}
	for _, p := range loaded {
		for _, e := range p.Errors {
			return nil, errors.New(e.Error())
		}
		own[p.PkgPath] = true
		if p.PkgPath == modelPath {
			model = p.Types
		}
	}
	if model == nil {
		return nil, fmt.Errorf("package %s was not loaded", modelPath)
	}
	r := &Result{
		Files: map[string]string{}, refused: map[string][]Refusal{}, uses: map[string]map[string]bool{},
		whole: map[string]bool{}, imports: map[string][]string{}, folder: map[string]string{},
	}
	for _, path := range o.Whole {
		r.whole[path] = true
	}
	for _, p := range loaded {
		if p.PkgPath == modelPath {
			continue
		}
		if err := r.add(root, p, model, own, o.Accesses && !r.whole[p.PkgPath]); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (r *Result) add(root string, p *packages.Package, model *types.Package, own map[string]bool, accesses bool) error {
	assigned := assignments(p.Syntax, p.TypesInfo)
	for i, syntax := range p.Syntax {
		full := p.CompiledGoFiles[i]
		text, err := os.ReadFile(full)
		if err != nil {
			return err
		}
		path, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		f := &file{
			edits: edits{text: string(text)}, path: filepath.ToSlash(path), fset: p.Fset, syntax: syntax,
			info: p.TypesInfo, model: model, own: own, assigned: assigned,
		}
		if accesses {
			f.access = newAccesses(syntax, p.TypesInfo)
		}
		changed := f.rewrite()
		r.folder[f.path], r.refused[f.path], r.uses[f.path] = p.PkgPath, f.refused, f.usedFiles(root)
		for _, spec := range syntax.Imports {
			r.imports[f.path] = append(r.imports[f.path], strings.Trim(spec.Path.Value, `"`))
		}
		if len(f.refused) == 0 && changed != f.text {
			r.Files[full] = changed
		}
	}
	return nil
}

// usedFiles lists the files of the same package that something in f comes from.
func (f *file) usedFiles(root string) map[string]bool {
	used := map[string]bool{}
	for id, object := range f.info.Uses {
		if object.Pkg() == nil || id.Pos() < f.syntax.Pos() || id.Pos() > f.syntax.End() {
			continue
		}
		if name := f.fset.Position(object.Pos()).Filename; strings.HasPrefix(name, root) {
			if rel, err := filepath.Rel(root, name); err == nil {
				used[filepath.ToSlash(rel)] = true
			}
		}
	}
	return used
}

// Refused lists what is not modelled in a file, in the files of its package that it
// uses, and in the packages that work as one and that it imports. The path is
// relative to the module.
func (r *Result) Refused(path string) []Refusal {
	seen := map[string]bool{}
	var list []Refusal
	var visit func(string)
	visit = func(path string) {
		if seen[path] {
			return
		}
		seen[path] = true
		list = append(list, r.refused[path]...)
		for used := range r.uses[path] {
			if r.folder[used] == r.folder[path] {
				visit(used)
			}
		}
		for _, pkg := range r.imports[path] {
			for other, in := range r.folder {
				if in == pkg && r.whole[pkg] {
					visit(other)
				}
			}
		}
	}
	visit(path)
	return sorted(list)
}
