package main

import (
	"context"
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/campaign"
	"threadlab/racecases/corpus"
	"threadlab/racecases/detect"
	"threadlab/racecases/trial"
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

func isName(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

// asCorrect gives a file the build constraint of a correct half, whichever half it was made from. No line moves.
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

// A work is what can be counted of what a half does: a program that does nothing is clean too, and no repair.
type work struct {
	fewest, most int    // goroutines that it started, in all runs
	result       string // what it said of its result each time; empty if that differs
}

// workOf runs a half of the plain build a few times, in one process where that can be: the first is left out then, in which
// the garbage collector may start goroutines of its own. Of a half that ends its process nothing is counted.
func workOf(ctx context.Context, file string, ref corpus.Ref) (w work, counted bool, err error) {
	const runs = 10
	n := 1
	if campaign.Repeatable(ref, detect.PlainBuild) {
		n += runs
	}
	answers, err := trial.Repeat(ctx, file, trial.Spec{Ref: ref, Half: corpus.Correct, Build: detect.PlainBuild}, n)
	if err != nil || len(answers) < n {
		return work{}, false, err
	}
	for i, a := range answers[min(1, n-1):] {
		if a.Record.V == 0 {
			return work{}, false, nil
		}
		started := a.Record.Started
		if i == 0 {
			w = work{fewest: started, most: started, result: a.Record.Detail}
		}
		w.fewest, w.most = min(w.fewest, started), max(w.most, started)
		if w.result != a.Record.Detail {
			w.result = ""
		}
	}
	return w, true, nil
}

// lacks says in what a half does less than the correct one, or comes to another result.
// More goroutines are a repair of another kind.
func (w work) lacks(correct work) []string {
	var lacks []string
	switch {
	case w.most >= correct.fewest:
	case w.most == 0:
		lacks = append(lacks, fmt.Sprintf("it no longer starts %s", plural(correct.fewest, "goroutine")))
	default:
		lacks = append(lacks, fmt.Sprintf("it starts %s, and the correct half %d", plural(w.most, "goroutine"), correct.fewest))
	}
	if w.result != correct.result && correct.result != "" {
		said := w.result
		if said == "" {
			said = "nothing of its result, or not always the same"
		}
		lacks = append(lacks, fmt.Sprintf("it says %s, and the correct half %s", said, correct.result))
	}
	return lacks
}
