package gocmd

import (
	"go/ast"
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// takes reports whether a function, no method, has a pointer to a type of this name for
// its parameter, and no result.
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
