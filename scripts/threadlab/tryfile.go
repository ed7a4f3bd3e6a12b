package main

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// checkRepair says in a line why a file cannot stand in the place of a half: it is no
// Go, of another package, or without the function that the case runs.
func checkRepair(name, text, half string) error {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, text, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	original, err := parser.ParseFile(files, half, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	if got, want := file.Name.Name, original.Name.Name; got != want {
		return fmt.Errorf("%s is of package %s: want package %s, as in %s", name, got, want, filepath.Base(half))
	}
	has := programs(file)
	for _, want := range programs(original) {
		if !slices.Contains(has, want) {
			return fmt.Errorf("%s has no func %s(r *corpus.Run) string, which the case runs", name, want)
		}
	}
	return nil
}

// programs returns the names of the functions that a case can run.
func programs(file *ast.File) []string {
	var names []string
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || fn.Type.Results.NumFields() != 1 || fn.Type.Params.NumFields() != 1 {
			continue
		}
		if isRun(fn.Type.Params.List[0].Type) && isName(fn.Type.Results.List[0].Type, "string") {
			names = append(names, fn.Name.Name)
		}
	}
	return names
}

// isRun reports whether a type is *corpus.Run.
func isRun(e ast.Expr) bool {
	pointer, ok := e.(*ast.StarExpr)
	if !ok {
		return false
	}
	of, ok := pointer.X.(*ast.SelectorExpr)
	return ok && isName(of.X, "corpus") && of.Sel.Name == "Run"
}

// asCorrect gives a file the build constraint of a correct half, whichever half
// it was made from. No line moves.
func asCorrect(text string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		if constraint.IsGoBuild(strings.TrimSpace(line)) {
			lines[i] = "//go:build !broken\n"
			return strings.Join(lines, "")
		}
		if strings.HasPrefix(line, "package ") {
			break
		}
	}
	return text
}
