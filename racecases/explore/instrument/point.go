//go:build !race

package instrument

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// pointAccess inserts points at accesses, after the children of a node are rewritten. A
// statement that is not in a list has no room for one before it.
func (f *file) pointAccess(n ast.Node, listed bool) {
	switch n := n.(type) {
	case *ast.Ident:
		if f.reads[n] && !f.writes[n] {
			f.replace(n.Pos(), n.End(), f.read(n))
		}
	case *ast.SelectorExpr:
		if f.reads[n] && !f.writes[n] {
			f.wrap(n, "(*"+f.reading(n)+"(&", "))")
		}
	case *ast.IncDecStmt:
		if read, ok := f.again(n.X); ok {
			f.replace(n.TokPos, n.TokPos+token.Pos(len("++")), " = "+f.stored(n.X)+read+n.Tok.String()[:1]+" 1)")
		}
	case *ast.AssignStmt:
		f.pointAssign(n, listed)
	case *ast.RangeStmt: // a point before the first of its stores only
		if listed {
			f.touchBefore(n, targets(n))
		}
	case *ast.CallExpr:
		if f.changes(n) {
			f.wrap(n.Args[0], "threadlab_model.Stored("+f.address(n.Args[0])+", ", ")")
		}
	}
}

// read returns the text that reads a variable where a path begins, with a point before it.
func (f *file) read(id *ast.Ident) string {
	path := f.leading(f.paths[id])
	switch {
	case path == "":
		return "(*" + f.reading(id) + "(&" + id.Name + "))"
	case f.loans[id]:
		return "(*threadlab_model.WatchLent(&" + id.Name + ", " + path + "))"
	}
	return "(*threadlab_model.WatchLoaded(&" + id.Name + ", " + path + "))"
}

// reading returns the name of the point before a read that begins at a node.
func (f *file) reading(n ast.Node) string {
	if f.loans[n] {
		return "threadlab_model.Lent"
	}
	return "threadlab_model.Loaded"
}

func (f *file) pointAssign(n *ast.AssignStmt, listed bool) {
	switch {
	case n.Tok == token.DEFINE:
	case n.Tok != token.ASSIGN:
		if read, ok := f.again(n.Lhs[0]); ok {
			operator := n.Tok.String()
			f.replace(n.TokPos, n.TokPos+token.Pos(len(operator)), "= "+f.stored(n.Lhs[0])+read+operator[:len(operator)-1]+" (")
			f.insert(n.End(), "))")
		}
	case len(n.Lhs) == len(n.Rhs):
		for i, x := range n.Rhs {
			tv := f.info.Types[x]
			if _, ok := f.shared(n.Lhs[i]); ok && tv.Value == nil && !tv.IsNil() && !f.comms[ast.Unparen(x)] {
				f.wrap(x, f.stored(n.Lhs[i]), ")")
			} else if ok && i == 0 && listed {
				f.touchConstant(n, n.Lhs[0], x)
			}
		}
	case listed: // several values of one call: there is no place between them and their stores
		f.touchBefore(n, n.Lhs)
	}
}

// touchBefore inserts a point before a statement that stores to some of these.
func (f *file) touchBefore(n ast.Stmt, to []ast.Expr) {
	if i := slices.IndexFunc(to, func(x ast.Expr) bool { _, ok := f.shared(x); return ok }); i >= 0 {
		f.wrap(n, "threadlab_model.Touch("+f.address(to[i])+"); ", "")
	}
}

// stored returns the begin of the point between a value and its store to a variable.
func (f *file) stored(to ast.Expr) string {
	if f.watched != nil {
		return "threadlab_model.WatchStored(" + f.address(to) + ", " + cmp.Or(f.leading(to), "nil") + ", "
	}
	return "threadlab_model.Stored(" + f.address(to) + ", "
}

// touchConstant inserts a point before a statement that stores a constant.
func (f *file) touchConstant(n ast.Stmt, to, constant ast.Expr) {
	if f.watched == nil || f.comms[ast.Unparen(constant)] {
		f.touchBefore(n, []ast.Expr{to})
		return
	}
	text := "nil"
	if v := f.info.Types[constant].Value; v != nil {
		text = v.String()
	}
	f.wrap(n, fmt.Sprintf("threadlab_model.WatchTouched(%s, %s, %q); ", f.address(to), cmp.Or(f.leading(to), "nil"), text), "")
}

// again returns the text that reads a shared variable once more; not if its expression
// has effects of its own.
func (f *file) again(x ast.Expr) (string, bool) {
	begin, ok := f.shared(x)
	id, named := begin.(*ast.Ident)
	if !ok || !named || !repeatable(x) {
		return "", false
	}
	return f.original(x.Pos(), id.Pos()) + f.read(id) + f.original(id.End(), x.End()) + " ", true
}

// address returns a pointer to a variable that has a name of its own, or to the one that
// holds the map which x is an element of. The expression of any other address could have
// effects of its own.
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
	_, ok := core(t).(*types.Map)
	return ok
}
