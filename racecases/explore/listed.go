package explore

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/gocmd"
)

// A listed package is one as go list describes it.
type listed struct {
	ImportPath, Dir, Name, ForTest string
	Standard, DepOnly              bool
	Module                         *struct{ Path, Version, Dir, GoVersion string }
	Error                          *struct{ Err string }
	DepsErrors                     []*struct{ Err string }

	GoFiles, CgoFiles, SFiles, HFiles, SysoFiles, EmbedFiles   []string
	TestGoFiles, XTestGoFiles, TestEmbedFiles, XTestEmbedFiles []string
}

// list returns what the tests of the package that pattern names are made of, as seen
// from dir, without the standard library, and that package itself.
func list(ctx context.Context, dir, pattern string, mode BuildMode) ([]listed, listed, error) {
	args := []string{"-e", "-deps", "-test"}
	if mode.Race {
		args = append(args, "-race")
	}
	found, err := gocmd.List[listed](ctx, gocmd.Go{Dir: dir, Env: mode.environment("")}, append(args, "--", pattern)...)
	if err != nil {
		return nil, listed{}, fmt.Errorf("%s: %w", pattern, err)
	}
	var all, targets []listed
	seen := map[string]bool{}
	for _, p := range found {
		plain, _, variant := strings.Cut(p.ImportPath, " ")
		if p.Standard || p.Name == "main" && strings.HasSuffix(plain, ".test") {
			continue
		}
		if p.Error != nil {
			return nil, listed{}, fmt.Errorf("%s: cannot be loaded: %s", plain, gocmd.FirstLine(p.Error.Err))
		}
		if !p.DepOnly && !variant {
			targets = append(targets, p)
		}
		if variant && (plain == p.ForTest || plain == p.ForTest+"_test") || seen[plain] {
			continue
		}
		p.ImportPath, seen[plain] = plain, true
		all = append(all, p)
	}
	if len(targets) != 1 {
		return nil, listed{}, fmt.Errorf("%s names %d packages outside the standard library, want one", pattern, len(targets))
	}
	if slices.ContainsFunc(all, listed.own) {
		return nil, listed{}, fmt.Errorf("%s is made of %s, and the explorer cannot explore itself", targets[0].ImportPath, ownPath)
	}
	return all, targets[0], targets[0].check()
}

// own reports whether a package is the explorer's.
func (p listed) own() bool { return strings.HasPrefix(p.ImportPath+"/", ownPath+"/") }

func (p listed) check() error {
	switch {
	case p.Module == nil:
		return fmt.Errorf("%s: belongs to no module", p.ImportPath)
	case p.Name == "main":
		return fmt.Errorf("%s is a package main, which the explorer cannot import: move what is tested to a package of its own", p.ImportPath)
	case len(p.TestGoFiles)+len(p.XTestGoFiles) == 0:
		return fmt.Errorf("%s: has no tests", p.ImportPath)
	}
	return nil
}

// concurrent are the imports that make a package one to instrument.
var concurrent = []string{
	"sync", "sync/atomic", "time", "context", "runtime", "testing", "testing/synctest", "math/rand", "math/rand/v2",
}

// waits reports whether a package has goroutines, channels, or others that wait.
func (p listed) waits() (bool, error) {
	for _, name := range p.GoFiles {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return false, err
		}
		found := false
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				path, _ := strconv.Unquote(n.Path.Value)
				found = found || slices.Contains(concurrent, path)
			case *ast.GoStmt, *ast.ChanType, *ast.SendStmt, *ast.SelectStmt:
				found = true
			case *ast.UnaryExpr:
				found = found || n.Op == token.ARROW
			}
			return !found
		})
		if found {
			return true, nil
		}
	}
	return false, nil
}

// tests returns the names of the tests in some files of the package, and whether
// TestMain is among them.
func (p listed) tests(names []string) (tests []string, hasMain bool, err error) {
	for _, name := range names {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, false, fmt.Errorf("%s: does not build: %w", p.ImportPath, err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*ast.FuncDecl)
			if !ok || f.Recv != nil || f.Type.Params.NumFields() != 1 || !strings.HasPrefix(f.Name.Name, "Test") {
				continue
			}
			switch rest := strings.TrimPrefix(f.Name.Name, "Test"); {
			case rest == "Main" && takes(f, "M"):
				hasMain = true
			case takes(f, "T") && (rest == "" || !(rest[0] >= 'a' && rest[0] <= 'z')):
				tests = append(tests, f.Name.Name)
			}
		}
	}
	return tests, hasMain, nil
}

// takes reports whether a function's parameter is a pointer to a type of this name.
func takes(f *ast.FuncDecl, name string) bool {
	star, ok := f.Type.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	switch x := star.X.(type) {
	case *ast.SelectorExpr:
		return x.Sel.Name == name
	case *ast.Ident:
		return x.Name == name
	}
	return false
}
