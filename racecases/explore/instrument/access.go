//go:build !race

package instrument

import (
	"go/ast"
	"go/types"
	"slices"
)

// accesses says which variables of a package goroutines may share: those that are
// assigned to and that a function literal captures or the package declares, and
// whatever is reached through a pointer, a slice or a map. A read of one gets a point before it;
// a write gets one between the value and the store, so that x++ is a load, a point and a
// store.
type accesses struct {
	captured map[types.Object]bool
	assigned map[types.Object]bool // it or a part of it, or its address is taken
}

func newAccesses(s *source) *accesses {
	a := &accesses{map[types.Object]bool{}, map[types.Object]bool{}}
	for _, file := range s.parsed {
		for n := range ast.Preorder(file) {
			if lit, ok := n.(*ast.FuncLit); ok {
				s.capture(lit, a.captured)
			}
			a.assign(n, s.info)
		}
	}
	return a
}

// capture notes the variables that a function literal captures, and those of packages.
func (s *source) capture(lit *ast.FuncLit, captured map[types.Object]bool) {
	for n := range ast.Preorder(lit) {
		if id, ok := n.(*ast.Ident); ok {
			if v := variable(s.info.Uses[id]); v != nil && outside(v, lit) {
				captured[v] = true
			}
		}
	}
}

// variable returns the variable that an object is, and not a field.
func variable(object types.Object) *types.Var {
	if v, ok := object.(*types.Var); ok && !v.IsField() && v.Name() != "_" {
		return v
	}
	return nil
}

func outside(v *types.Var, n ast.Node) bool { return v.Pos() < n.Pos() || v.Pos() > n.End() }

func isGlobal(v *types.Var) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }

// assign notes the variables that a node assigns to, or whose address it takes.
func (a *accesses) assign(n ast.Node, info *types.Info) {
	mark := func(x ast.Expr) {
		if id, indirect := base(info, x); id != nil && !indirect {
			a.assigned[info.Uses[id]] = true
		}
	}
	for _, x := range targets(n) {
		mark(x)
	}
	if s, ok := n.(*ast.SelectorExpr); ok && addressed(info, s) {
		mark(s.X)
	}
}

// addressed reports whether a method call takes the address of the variable x.X.
func addressed(info *types.Info, x *ast.SelectorExpr) bool {
	selection := info.Selections[x]
	if selection == nil || selection.Kind() != types.MethodVal || selection.Indirect() {
		return false
	}
	method, ok := selection.Obj().(*types.Func)
	if !ok {
		return false
	}
	_, pointer := method.Signature().Recv().Type().(*types.Pointer)
	return pointer
}

// has reports whether a variable that is assigned to may be used by several goroutines.
func (a *accesses) has(v *types.Var) bool {
	return a.assigned[v] && (isGlobal(v) || a.captured[v])
}

// base returns where a path such as x.f[i] begins, and whether it leads through a
// pointer, a slice or a map.
func base(info *types.Info, x ast.Expr) (id *ast.Ident, indirect bool) {
	switch x := x.(type) {
	case *ast.Ident:
		return x, false
	case *ast.ParenExpr:
		return base(info, x.X)
	case *ast.StarExpr:
		id, _ = base(info, x.X)
		return id, true
	case *ast.SelectorExpr:
		selection := info.Selections[x]
		if selection == nil || selection.Kind() != types.FieldVal {
			return nil, false
		}
		id, indirect = base(info, x.X)
		return id, indirect || selection.Indirect()
	case *ast.IndexExpr:
		id, indirect = base(info, x.X)
		switch core(info.TypeOf(x.X)).(type) {
		case *types.Array:
			return id, indirect
		case *types.Slice, *types.Map, *types.Pointer:
			return id, true
		}
	}
	return nil, false
}

// shared reports whether other goroutines may use what a path leads to, and returns
// where it begins. Of f().x that is all of it.
func (f *file) shared(x ast.Expr) (ast.Node, bool) {
	id, indirect := base(f.info, x)
	if id == nil {
		s, ok := ast.Unparen(x).(*ast.SelectorExpr)
		return s, ok && indirect
	}
	v, ok := f.info.Uses[id].(*types.Var)
	if !ok || v.IsField() {
		return nil, false
	}
	return id, indirect || f.access.has(v)
}

// noteAccess notes what a node reads and writes, before its children are visited.
func (f *file) noteAccess(n ast.Node) {
	note := func(list map[ast.Node]bool, exprs ...ast.Expr) {
		for _, x := range exprs {
			if begin, ok := f.shared(x); ok {
				if list[begin] = true; f.paths[begin] == nil {
					f.paths[begin] = x // what is around a part of it was visited before
				}
			}
		}
	}
	note(f.writes, targets(n)...)
	switch n := n.(type) {
	case *ast.RangeStmt:
		if id, ok := ast.Unparen(n.X).(*ast.Ident); ok && isMap(f.info.TypeOf(id)) && f.access.captured[f.info.Uses[id]] {
			f.reads[id] = true
		}
	case *ast.SelectorExpr:
		if addressed(f.info, n) {
			note(f.writes, n.X)
		} else {
			note(f.reads, n)
		}
	case *ast.CallExpr:
		note(f.reads, n)
		f.noteArguments(n)
		if f.lends(n) {
			f.noteLent(n.Args)
		}
	case ast.Expr:
		note(f.reads, n)
	}
}

// noteArguments counts a slice or a map as read that is passed to another package or a
// builtin function: there are no points inside.
func (f *file) noteArguments(n *ast.CallExpr) {
	if !f.readsArguments(n) {
		return
	}
	for i, x := range n.Args {
		id, named := x.(*ast.Ident)
		if !named || i == 0 && f.changes(n) {
			continue
		}
		if v, ok := f.info.Uses[id].(*types.Var); ok && isReference(v.Type()) {
			f.reads[id] = true
		}
	}
}

// readsArguments reports whether a call is of another package or of a builtin function
// that reads the elements of its arguments.
func (f *file) readsArguments(n *ast.CallExpr) bool {
	switch f.builtin(n) {
	case "":
		fun, _ := ast.Unparen(n.Fun).(*ast.SelectorExpr)
		return fun != nil && f.imported(fun) != nil
	case "len":
		return isMap(f.info.TypeOf(n.Args[0]))
	case "cap":
		return false
	}
	return true
}

// lends reports whether a call may write to what its arguments lead to, where there are
// no points: append does, and other packages may.
func (f *file) lends(n *ast.CallExpr) bool {
	if fun, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr); ok {
		callee, ok := f.info.Uses[fun.Sel].(*types.Func)
		return ok && callee.Pkg() != f.pkg
	}
	return f.builtin(n) == "append"
}

func (f *file) noteLent(args []ast.Expr) {
	for _, x := range args {
		x = ast.Unparen(x)
		if part, ok := x.(*ast.SliceExpr); ok {
			x = ast.Unparen(part.X)
		}
		if id, _ := base(f.info, x); id != nil {
			f.loans[id] = true
		} else {
			f.loans[x] = true
		}
	}
}

// changes reports whether a call is of a builtin function that changes what its first
// argument leads to.
func (f *file) changes(n *ast.CallExpr) bool {
	return slices.Contains([]string{"clear", "copy", "delete"}, f.builtin(n))
}

func isReference(t types.Type) bool {
	_, slice := core(t).(*types.Slice)
	return slice || isMap(t)
}
