package instrument

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"go/version"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// A source is a package that was read from its files.
type source struct {
	PkgPath         string
	CompiledGoFiles []string // full paths, in the order of Syntax
	Syntax          []*ast.File
	Types           *types.Package
	TypesInfo       *types.Info
	Fset            *token.FileSet
	cgo             bool // types that come from C are not known
}

// listed is a package as go list describes it.
type listed struct {
	ImportPath, Dir, Export  string
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

// loadPackages reads the packages that patterns name, and says which of those that they
// import are Go's own. What they import is known by its export data; but what imports one
// of them is read too, or there would be two of that one.
func loadPackages(ctx context.Context, root string, o Options, patterns ...string) (named []*source, standard map[string]bool, err error) {
	args := slices.Concat([]string{"list", "-buildvcs=false", "-json", "-e", "-deps", "-export", "-compiled"}, o.flags(), []string{"--"}, patterns)
	list, err := goCommand(ctx, root, o.Env, args...)
	if err != nil {
		return nil, nil, err
	}
	arch, err := goCommand(ctx, root, o.Env, "env", "GOARCH")
	if err != nil {
		return nil, nil, err
	}
	l := &loader{fset: token.NewFileSet(), sizes: types.SizesFor("gc", strings.TrimSpace(string(arch))), exports: map[string]string{}, read: map[string]*types.Package{}}
	l.compiled = importer.ForCompiler(l.fset, "gc", l.open)
	standard = map[string]bool{}
	for packages := json.NewDecoder(bytes.NewReader(list)); packages.More(); { // each after what it imports
		var p listed
		if err := packages.Decode(&p); err != nil {
			return nil, nil, err
		}
		l.exports[p.ImportPath], standard[p.ImportPath] = p.Export, p.Standard
		if p.DepOnly && !slices.ContainsFunc(p.Imports, func(path string) bool { return l.read[path] != nil }) {
			continue
		}
		s, err := l.check(p)
		if err != nil {
			return nil, nil, err
		}
		if !p.DepOnly {
			named = append(named, s)
		}
	}
	return named, standard, nil
}

// goCommand returns what the go command printed. It is not package gocmd's, so that the
// standard library is all that the instrumenter is built of.
func goCommand(ctx context.Context, dir string, env []string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir, cmd.Env = dir, append(os.Environ(), env...)
	out, err := cmd.Output()
	if failed := new(exec.ExitError); errors.As(err, &failed) {
		return nil, errors.New(string(failed.Stderr))
	}
	return out, err
}

// A loader is a [types.Importer] for packages of which some are read and the rest is
// compiled.
type loader struct {
	fset     *token.FileSet
	sizes    types.Sizes
	exports  map[string]string // the file with the export data of a package
	read     map[string]*types.Package
	compiled types.Importer
}

// Import returns the package that was read, or else the compiled one. What a newer Go has
// compiled cannot be read, and makes the importer panic.
func (l *loader) Import(path string) (p *types.Package, err error) {
	if p := l.read[path]; p != nil {
		return p, nil
	}
	defer func() {
		if said := recover(); said != nil {
			err = fmt.Errorf("%v: this command was built by %s, build it by the Go of the program", said, runtime.Version())
		}
	}()
	return l.compiled.Import(path)
}

func (l *loader) open(path string) (io.ReadCloser, error) {
	if l.exports[path] == "" {
		return nil, errors.New("it does not build")
	}
	return os.Open(l.exports[path])
}

// check reads a package. The error is the first of the type checker, for it names a
// place, and else what the go command said.
func (l *loader) check(p listed) (*source, error) {
	s := &source{PkgPath: p.ImportPath, Fset: l.fset, cgo: len(p.CgoFiles) > 0, TypesInfo: &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
		Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
	}}
	for _, name := range p.files() {
		if !filepath.IsAbs(name) {
			name = filepath.Join(p.Dir, name)
		}
		file, err := parser.ParseFile(l.fset, name, nil, parser.AllErrors|parser.ParseComments)
		if err != nil {
			return nil, err
		}
		s.CompiledGoFiles, s.Syntax = append(s.CompiledGoFiles, name), append(s.Syntax, file)
	}
	config := types.Config{Importer: l, Sizes: l.sizes}
	if s.cgo {
		config.FakeImportC, config.Error = true, func(error) {} // the compiler sees what is wrong
	}
	if p.Module != nil && p.Module.GoVersion != "" {
		config.GoVersion = "go" + p.Module.GoVersion
	}
	if newest := version.Lang(runtime.Version()); newest != "" && version.Compare(config.GoVersion, newest) > 0 {
		config.GoVersion = newest // all that this type checker knows
	}
	var err, listing error
	s.Types, err = config.Check(p.ImportPath, l.fset, s.Syntax, s.TypesInfo)
	if s.cgo {
		err = nil
	}
	if p.Error != nil {
		listing = errors.New(p.Error.Err)
	}
	l.read[p.ImportPath] = s.Types
	return s, cmp.Or(err, listing)
}
