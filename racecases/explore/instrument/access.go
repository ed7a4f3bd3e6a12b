package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
)

// accesses knows which variables of a file goroutines may share: those that a
// function literal captures and somebody assigns to, and whatever is behind a
// pointer, a slice or a map. A read of one gets a point before it; a write gets one
// between the value and the store, so that x++ is a load, a point and a store.
type accesses struct {
	captured map[types.Object]bool
	assigned map[types.Object]bool
	reads    map[ast.Node]bool // where a path of a read begins: at a name, or all of f().x
	writes   map[ast.Node]bool // where one of a write begins, or an address is taken
}

func newAccesses(syntax *ast.File, info *types.Info) *accesses {
	a := &accesses{map[types.Object]bool{}, assignments(syntax, info), map[ast.Node]bool{}, map[ast.Node]bool{}}
	ast.Inspect(syntax, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		if !ok {
			return true
		}
		ast.Inspect(lit, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if v, ok := info.Uses[id].(*types.Var); ok && (v.Pos() < lit.Pos() || v.Pos() > lit.End()) {
					a.captured[v] = true
				}
			}
			return true
		})
		return true
	})
	return a
}

// assignments returns the variables that are assigned to, or whose address is taken.
func assignments(syntax *ast.File, info *types.Info) map[types.Object]bool {
	assigned := map[types.Object]bool{}
	mark := func(x ast.Expr) {
		if id, ok := ast.Unparen(x).(*ast.Ident); ok {
			assigned[info.Uses[id]] = true
		}
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, x := range n.Lhs {
				mark(x)
			}
		case *ast.IncDecStmt:
			mark(n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				mark(n.X)
			}
		}
		return true
	})
	return assigned
}

// base returns where a path such as x.f[i] begins, and whether it leads through a
// pointer, a slice or a map.
func (f *file) base(x ast.Expr) (id *ast.Ident, indirect bool) {
	switch x := x.(type) {
	case *ast.Ident:
		return x, false
	case *ast.ParenExpr:
		return f.base(x.X)
	case *ast.StarExpr:
		id, _ = f.base(x.X)
		return id, true
	case *ast.SelectorExpr:
		selection := f.info.Selections[x]
		if selection == nil || selection.Kind() != types.FieldVal {
			return nil, false
		}
		id, indirect = f.base(x.X)
		return id, indirect || selection.Indirect()
	case *ast.IndexExpr:
		id, indirect = f.base(x.X)
		switch f.info.TypeOf(x.X).Underlying().(type) {
		case *types.Array:
			return id, indirect
		case *types.Slice, *types.Map, *types.Pointer:
			return id, true
		}
	}
	return nil, false
}

// shared reports whether others may have a hand on what a path leads to, and where
// it begins. Of f().x that is all of it.
func (f *file) shared(x ast.Expr) (ast.Node, bool) {
	id, indirect := f.base(x)
	if id == nil {
		s, ok := ast.Unparen(x).(*ast.SelectorExpr)
		return s, ok && indirect
	}
	v, ok := f.info.Uses[id].(*types.Var)
	if !ok || v.IsField() {
		return nil, false
	}
	return id, indirect || f.access.captured[v] && f.access.assigned[v]
}

// noteAccess finds out what is read and what is written, before the inside of a node is seen.
func (f *file) noteAccess(n ast.Node) {
	note := func(list map[ast.Node]bool, exprs ...ast.Expr) {
		for _, x := range exprs {
			if begin, ok := f.shared(x); ok {
				list[begin] = true
			}
		}
	}
	switch n := n.(type) {
	case *ast.AssignStmt:
		note(f.access.writes, n.Lhs...)
	case *ast.IncDecStmt:
		note(f.access.writes, n.X)
	case *ast.RangeStmt:
		note(f.access.writes, n.Key, n.Value)
		if id, ok := ast.Unparen(n.X).(*ast.Ident); ok && isMap(f.info.TypeOf(id)) && f.access.captured[f.info.Uses[id]] {
			f.access.reads[id] = true
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			note(f.access.writes, n.X)
		}
	case *ast.CallExpr:
		note(f.access.reads, n)
		f.noteArguments(n)
	case ast.Expr:
		note(f.access.reads, n)
	}
}

// noteArguments counts a slice or a map that another package is given as read: there
// may be no points inside.
func (f *file) noteArguments(n *ast.CallExpr) {
	s, ok := ast.Unparen(n.Fun).(*ast.SelectorExpr)
	if !ok {
		return
	}
	x, ok := s.X.(*ast.Ident)
	if !ok {
		return
	}
	if _, ok := f.info.Uses[x].(*types.PkgName); !ok {
		return
	}
	for _, x := range n.Args {
		id, named := x.(*ast.Ident)
		if !named {
			continue
		}
		if v, ok := f.info.Uses[id].(*types.Var); ok && isReference(v.Type()) {
			f.access.reads[id] = true
		}
	}
}

func isReference(t types.Type) bool {
	_, slice := t.Underlying().(*types.Slice)
	return slice || isMap(t)
}

// pointAccess puts the points in, when the inside of a node is done. A statement
// that is not in a list has no room before it.
func (f *file) pointAccess(n ast.Node, listed bool) {
	switch n := n.(type) {
	case *ast.Ident:
		if f.access.reads[n] && !f.access.writes[n] {
			f.replace(f.offset(n.Pos()), f.offset(n.End()), load(n.Name))
		}
	case *ast.SelectorExpr:
		if f.access.reads[n] && !f.access.writes[n] {
			f.wrap(n, "(*threadlab_model.Loaded(&", "))")
		}
	case *ast.IncDecStmt:
		if read, ok := f.again(n.X); ok {
			at := f.offset(n.TokPos)
			f.replace(at, at+len("++"), " = threadlab_model.Stored("+f.address(n.X)+", "+read+n.Tok.String()[:1]+" 1)")
		}
	case *ast.AssignStmt:
		f.pointAssign(n, listed)
	}
}

func load(name string) string { return "(*threadlab_model.Loaded(&" + name + "))" }

func (f *file) pointAssign(n *ast.AssignStmt, listed bool) {
	switch {
	case n.Tok == token.DEFINE:
	case n.Tok != token.ASSIGN:
		if read, ok := f.again(n.Lhs[0]); ok {
			at, operator := f.offset(n.TokPos), n.Tok.String()
			f.replace(at, at+len(operator), "= threadlab_model.Stored("+f.address(n.Lhs[0])+", "+read+operator[:len(operator)-1]+" (")
			end := f.offset(n.End())
			f.replace(end, end, "))")
		}
	case len(n.Lhs) == len(n.Rhs):
		for i, x := range n.Rhs {
			tv := f.info.Types[x]
			if _, ok := f.shared(n.Lhs[i]); ok && tv.Value == nil && !tv.IsNil() && !f.comms[ast.Unparen(x)] {
				f.wrap(x, "threadlab_model.Stored("+f.address(n.Lhs[i])+", ", ")")
			} else if ok && i == 0 && listed {
				f.wrap(n, "threadlab_model.Touch("+f.address(n.Lhs[i])+"); ", "")
			}
		}
	}
}

// again returns the text that reads a shared place once more; not if reading it
// twice could do something twice.
func (f *file) again(x ast.Expr) (string, bool) {
	begin, ok := f.shared(x)
	id, named := begin.(*ast.Ident)
	if !ok || !named {
		return "", false
	}
	ast.Inspect(x, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.CallExpr, *ast.UnaryExpr:
			ok = false
		}
		return ok
	})
	from, to := f.offset(x.Pos()), f.offset(x.End())
	at, end := f.offset(id.Pos()), f.offset(id.End())
	return f.text[from:at] + load(id.Name) + f.text[end:to] + " ", ok
}

// address returns the text that leads to a variable which has a name of its own, or
// to that which holds the map that x is in. Of any other place it may be that to ask
// for it does something.
func (f *file) address(x ast.Expr) string {
	x = ast.Unparen(x)
	if in, ok := x.(*ast.IndexExpr); ok && isMap(f.info.TypeOf(in.X)) {
		x = ast.Unparen(in.X)
	}
	if id, ok := x.(*ast.Ident); ok {
		return "&" + id.Name
	}
	return "(*int)(nil)"
}

func isMap(t types.Type) bool {
	_, ok := t.Underlying().(*types.Map)
	return ok
}
