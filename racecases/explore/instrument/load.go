//go:build !race

package instrument

import (
	"cmp"
	"context"
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
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// A source is a package that was read from its files.
type source struct {
	path   string
	files  []string // full paths
	parsed []*ast.File
	pkg    *types.Package
	info   *types.Info
	fset   *token.FileSet
	cgo    bool // types that come from C are not known

	reset   *reset
	access  *accesses             // nil: points at operations only
	watched map[types.Object]bool // the variables that several goroutines may hold; nil: none is watched
}

// fileOf returns the file that a place is in.
func (s *source) fileOf(at token.Pos) *ast.File {
	return s.parsed[slices.IndexFunc(s.parsed, func(f *ast.File) bool { return f.FileStart <= at && at < f.FileEnd })]
}

// loadPackages reads the packages that patterns name, and says which of those that they
// import are Go's own. These are known by their export data; what else is imported is read
// too, without the bodies of its functions.
func loadPackages(ctx context.Context, root string, o Options, patterns ...string) (named []*source, standard map[string]bool, err error) {
	packages, err := listedFor(ctx, root, o, patterns)
	if err != nil {
		return nil, nil, err
	}
	compiled, err := exportsFor(ctx, root, o, packages, patterns)
	if err != nil {
		return nil, nil, err
	}
	arch, err := goCommand(ctx, root, "env", "GOARCH")
	if err != nil {
		return nil, nil, err
	}
	l := &loader{fset: token.NewFileSet(), sizes: types.SizesFor("gc", strings.TrimSpace(string(arch))), exports: compiled, read: map[string]*types.Package{}}
	l.compiled = importer.ForCompiler(l.fset, "gc", l.open)
	standard = map[string]bool{}
	for _, p := range packages { // each after what it imports
		standard[p.ImportPath] = p.Standard
		if l.knows(p) {
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

// A loader is a [types.Importer] for packages of which some are read and the rest is
// compiled.
type loader struct {
	fset     *token.FileSet
	sizes    types.Sizes
	exports  map[string]string // the file with the export data of a package
	read     map[string]*types.Package
	compiled types.Importer
}

// knows reports whether a package is known by its export data. What imports one that is
// read is read too, or there would be two of that one.
func (l *loader) knows(p listed) bool {
	if !p.DepOnly {
		return false
	}
	_, compiled := l.exports[p.ImportPath]
	return p.Standard || compiled && !slices.ContainsFunc(p.Imports, func(path string) bool { return l.read[path] != nil })
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
	s := &source{path: p.ImportPath, fset: l.fset, cgo: len(p.CgoFiles) > 0, info: &types.Info{
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
		s.files, s.parsed = append(s.files, name), append(s.parsed, file)
	}
	config := types.Config{Importer: l, Sizes: l.sizes, IgnoreFuncBodies: p.DepOnly}
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
	s.pkg, err = config.Check(p.ImportPath, l.fset, s.parsed, s.info)
	if s.cgo {
		err = nil
	}
	if p.Error != nil {
		listing = errors.New(p.Error.Err)
	}
	l.read[p.ImportPath] = s.pkg
	return s, cmp.Or(err, listing)
}
