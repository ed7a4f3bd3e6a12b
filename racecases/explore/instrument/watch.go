//go:build !race

package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"
)

// newWatched returns the variables of a package that several goroutines may hold: those that a
// function literal captures which is neither called where it stands nor deferred. One of
// a loop that is never assigned to again is no such variable: each iteration has its own,
// and a goroutine that captures it has a value for itself.
func newWatched(s *source) map[types.Object]bool {
	held, called := map[types.Object]bool{}, map[ast.Expr]bool{}
	for _, file := range s.parsed {
		for n := range ast.Preorder(file) {
			switch n := n.(type) {
			case *ast.GoStmt:
				called[n.Call.Fun] = false
			case *ast.CallExpr:
				if _, goes := called[n.Fun]; !goes {
					called[n.Fun] = true
				}
			case *ast.FuncLit:
				if !called[n] {
					s.capture(n, held)
				}
			}
		}
	}
	return held
}

// A watch is the variables that begin to be watched at one place, by what the model calls their
// holding; those of the package by nothing.
type watch map[string][]*types.Var

// addWatched adds a variable, unless it is there. It may be one that the function around the place
// captures.
func (f *file) addWatched(to watch, v *types.Var, captured bool) {
	if v == nil {
		return
	}
	held := "Owned"
	switch {
	case isGlobal(v):
		held = ""
	case f.watched[v] && !f.access.assigned[v] && !f.looped[v] && isBasic(v.Type()):
		held = "Constant"
	case f.watched[v] && (f.access.assigned[v] || !f.looped[v]):
		held = "Shared"
	case captured:
		held = "Captured"
	}
	if !slices.Contains(to[held], v) {
		to[held] = append(to[held], v)
	}
}

func isBasic(t types.Type) bool {
	_, basic := t.Underlying().(*types.Basic)
	return basic
}

// calls returns the statements that watch the variables from one line to another.
func (w watch) calls(from, to int) (text string) {
	for _, held := range []string{"Owned", "Captured", "Shared", "Constant"} {
		if len(w[held]) > 0 {
			text += fmt.Sprintf("threadlab_call.%s(%d, %d, %s); ", held, from, to, arguments(w[held]))
		}
	}
	if global := w[""]; len(global) > 0 {
		text += fmt.Sprintf("threadlab_model.WatchPackage(%s); ", arguments(global))
	}
	return text
}

// arguments returns the names of variables and pointers to them.
func arguments(variables []*types.Var) string {
	var names, pointers []string
	for _, v := range variables {
		names, pointers = append(names, v.Name()), append(pointers, "&"+v.Name())
	}
	return strconv.Quote(strings.Join(names, " ")) + ", " + strings.Join(pointers, ", ")
}

// noteLoops notes the variables that a loop declares.
func (f *file) noteLoops() {
	f.looped = map[*types.Var]bool{}
	var note func(n ast.Node, in bool)
	note = func(n ast.Node, in bool) {
		ast.Inspect(n, func(m ast.Node) bool {
			if m == n {
				return true
			}
			switch m := m.(type) {
			case *ast.ForStmt, *ast.RangeStmt:
				note(m, true)
				return false
			case *ast.FuncLit:
				note(m, false)
				return false
			case *ast.Ident:
				if v := variable(f.info.Defs[m]); v != nil && in {
					f.looped[v] = true
				}
			}
			return true
		})
	}
	note(f.syntax, false)
}

// watchFunction begins the body of a function with the watch of its parameters and results,
// of what it captures, and of the package variables that it uses.
func (f *file) watchFunction(fn ast.Node, recv *ast.FieldList, t *ast.FuncType, body *ast.BlockStmt) {
	if len(body.List) == 0 {
		return
	}
	w := watch{}
	for _, list := range []*ast.FieldList{recv, t.Params, t.Results} {
		if list == nil {
			continue
		}
		for _, field := range list.List {
			for _, id := range field.Names {
				f.addWatched(w, variable(f.info.Defs[id]), false)
			}
		}
	}
	locals := f.watchUsed(w, fn, body)
	text := w.calls(f.line(body.Pos()), f.line(body.End()))
	if locals || strings.Contains(text, "threadlab_call.") {
		text = " threadlab_call := threadlab_model.Enter(); defer threadlab_call.Leave(); " + text
	}
	f.watchIn(body, text)
}

// watchUsed adds the variables that a function uses and does not define, and reports whether
// its body defines some.
func (f *file) watchUsed(w watch, fn ast.Node, body *ast.BlockStmt) (defines bool) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.Ident:
			defines = defines || variable(f.info.Defs[n]) != nil
			if v := variable(f.info.Uses[n]); v != nil && f.isOutside(v, fn) {
				f.addWatched(w, v, true)
			}
		case *ast.CaseClause:
			defines = defines || f.info.Implicits[n] != nil
		}
		return true
	})
	return defines
}

// isOutside reports whether a variable is one that a function captures, or one of its package
// that can change.
func (f *file) isOutside(v *types.Var, fn ast.Node) bool {
	if isGlobal(v) {
		return v.Pkg() == f.pkg && f.reset.changes(v)
	}
	return outside(v, fn)
}
