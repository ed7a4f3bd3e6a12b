package gocmd

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// watched is what a file calls the package that it gets its mutexes from: nothing that it has a name for already.
const watched = "threadlab_deadlock"

// WatchMutexes returns a Go file with the mutexes of go-deadlock, which is found at the import path, in the place of
// those of sync, every line where it was. A file that uses none comes back as it is.
func WatchMutexes(text, path string) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	var at []int
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && isMutex(s) {
			at = append(at, int(s.Pos())-1)
		}
		return true
	})
	if len(at) == 0 {
		return text, nil
	}
	slices.Sort(at)
	for _, i := range slices.Backward(at) {
		text = text[:i] + watched + strings.TrimPrefix(text[i:], "sync")
	}
	end := int(f.Name.End()) - 1
	text = text[:end] + "; import " + watched + " " + strconv.Quote(path) + text[end:]
	return text + "\nvar _ sync.Locker // the import may have lost its last use\n", nil
}

// WatchMutexes has a build read files, each in the place where it is or as it is replaced already, with the mutexes of
// go-deadlock.
func (o *Overlay) WatchMutexes(path string, files ...string) error {
	for _, file := range files {
		text, err := os.ReadFile(o.File(file))
		if err != nil {
			return err
		}
		changed, err := WatchMutexes(string(text), path)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		if changed == string(text) {
			continue
		}
		if err := o.Add(file, Named(file, changed)); err != nil {
			return err
		}
	}
	return nil
}

func isMutex(s *ast.SelectorExpr) bool {
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "sync" && (s.Sel.Name == "Mutex" || s.Sel.Name == "RWMutex")
}

// IsTest reports whether the go command takes a function for a test.
func IsTest(fn *ast.FuncDecl) bool {
	return IsTestName(fn.Name.Name, "Test") && takes(fn, "T")
}

// IsTestName reports whether a name is one that the go command looks for, by its prefix: TestStock
// is one of Test, and Testify is not.
func IsTestName(name, prefix string) bool {
	rest, ok := strings.CutPrefix(name, prefix)
	first, _ := utf8.DecodeRuneInString(rest)
	return ok && !unicode.IsLower(first)
}

// IsTestMain reports whether it takes one for the main function of the tests.
func IsTestMain(fn *ast.FuncDecl) bool { return fn.Name.Name == "TestMain" && takes(fn, "M") }

// takes reports whether a function, no method, has a pointer to a type of this name for its parameter, and no result.
func takes(fn *ast.FuncDecl, name string) bool {
	params := fn.Type.Params.List
	if fn.Recv != nil || fn.Body == nil || fn.Type.Results != nil || len(params) != 1 || len(params[0].Names) > 1 {
		return false
	}
	pointer, ok := params[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	switch x := pointer.X.(type) {
	case *ast.Ident:
		return x.Name == name
	case *ast.SelectorExpr:
		return x.Sel.Name == name
	}
	return false
}
