package explore

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/gocmd"
)

// A part is the tests of one package.
type part struct {
	pkg, path string // the name of the package, and the import path of its copy
	alias     string // by which the main function imports it
	tests     []string
	parallel  []string // those of them that call Parallel
	main      bool     // whether there is a TestMain
}

// parse finds the tests, and whether there is a TestMain.
func (s *suite) parse() error {
	t := s.target
	s.parts = [2]part{
		{pkg: t.Name, path: t.ImportPath, alias: "internal"},
		{pkg: t.Name + "_test", path: t.ImportPath + "/" + external, alias: "external"},
	}
	for i, files := range [...][]string{t.TestGoFiles, t.XTestGoFiles} {
		for _, name := range files {
			if err := s.parts[i].parse(filepath.Join(t.Dir, name)); err != nil {
				return fmt.Errorf("%s: does not build: %w", t.ImportPath, err)
			}
		}
	}
	return nil
}

// parse adds the tests of a file.
func (p *part) parse(path string) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, decl := range file.Decls {
		f, ok := decl.(*ast.FuncDecl)
		switch {
		case !ok:
		case gocmd.IsTest(f):
			p.tests = append(p.tests, f.Name.Name)
			if callsParallel(f) {
				p.parallel = append(p.parallel, f.Name.Name)
			}
		case gocmd.IsTestMain(f):
			p.main = true
		}
	}
	return nil
}

// callsParallel reports whether a test calls Parallel itself. What a subtest calls is explored.
func callsParallel(test *ast.FuncDecl) (calls bool) {
	for _, t := range test.Type.Params.List[0].Names {
		ast.Inspect(test.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.SelectorExpr:
				x, ok := n.X.(*ast.Ident)
				calls = calls || ok && x.Name == t.Name && n.Sel.Name == "Parallel"
			}
			return true
		})
	}
	return calls
}

// inParallel notes that entry points which package testing runs in parallel with other tests are explored alone. The note
// names no package, so that it is printed once for all of them.
func (s *suite) inParallel(entries []string) (notes []string) {
	var all []string
	for _, p := range s.parts {
		for _, test := range p.parallel {
			all = append(all, s.entry(p, test))
		}
	}
	selected := func(test string) bool {
		return slices.ContainsFunc(entries, func(entry string) bool { return entry == test || strings.HasPrefix(entry, test+"/") })
	}
	if len(all) > 1 && slices.ContainsFunc(all, selected) {
		notes = append(notes, "tests are explored one at a time: what parallel ones do to each other is left to go test -race")
	}
	return notes
}
