//go:build !race

package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A usage says of each package variable what the code may do to it.
type usage struct {
	assigned map[types.Object]bool // it, or a part of it, is assigned to, or its address is taken
	escapes  map[types.Object]bool // it is used other than to look up an element, or in a range
	called   map[types.Object]bool // its initialiser calls: a function that a call returns may keep something
}

// collect adds the uses in the files of a package.
func (u *usage) collect(s *source) {
	for _, init := range s.info.InitOrder {
		if _, ok := ast.Unparen(init.Rhs).(*ast.CallExpr); ok {
			for _, v := range init.Lhs {
				u.called[v] = true
			}
		}
	}
	for _, file := range s.parsed {
		lookups := map[*ast.Ident]bool{}
		for n := range ast.Preorder(file) {
			for _, x := range targets(n) {
				if id := root(x); id != nil {
					u.assigned[s.info.Uses[id]] = true
				}
			}
			if x := lookup(n, s.info); x != nil {
				lookups[name(x)] = true
			}
			if id, ok := n.(*ast.Ident); ok && !lookups[id] {
				u.escapes[s.info.Uses[id]] = true
			}
		}
	}
}

// lookup returns the operand of a node that only reads elements of it, or nil.
func lookup(n ast.Node, info *types.Info) ast.Expr {
	switch n := n.(type) {
	case *ast.RangeStmt:
		return n.X
	case *ast.IndexExpr:
		return n.X
	case *ast.CallExpr:
		if info.Types[n.Fun].IsBuiltin() && len(n.Args) == 1 {
			return n.Args[0] // len and cap
		}
	}
	return nil
}

// targets returns the expressions that a node assigns to, or takes the address of.
func targets(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.AssignStmt:
		return n.Lhs
	case *ast.IncDecStmt:
		return []ast.Expr{n.X}
	case *ast.UnaryExpr:
		if n.Op == token.AND {
			return []ast.Expr{n.X}
		}
	case *ast.RangeStmt:
		if n.Tok == token.ASSIGN {
			return []ast.Expr{n.Key, n.Value}
		}
	}
	return nil
}

// root returns the name of the variable that a path such as x.f[i] begins with, nil if it begins otherwise.
func root(x ast.Expr) *ast.Ident {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return root(x.X)
	case *ast.IndexExpr:
		return root(x.X)
	case *ast.SliceExpr:
		return root(x.X)
	case *ast.StarExpr:
		return root(x.X)
	case *ast.SelectorExpr:
		if _, ok := x.X.(*ast.Ident); !ok {
			return root(x.X)
		}
	}
	return name(x)
}

// name returns the identifier of x or of pkg.x.
func name(x ast.Expr) *ast.Ident {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		return x
	case *ast.SelectorExpr:
		return x.Sel
	}
	return nil
}

// fixed reports whether no code can change what a package variable holds.
func (u *usage) fixed(v types.Object) bool {
	if u.assigned[v] {
		return false
	}
	switch t := v.Type().Underlying().(type) {
	case *types.Map, *types.Slice, *types.Array:
		return !u.escapes[v] && immutable(t.(interface{ Elem() types.Type }).Elem())
	case *types.Signature:
		return !u.called[v]
	}
	return immutable(v.Type())
}

// immutable reports whether a value of the type cannot change unless it is assigned to.
func immutable(t types.Type) bool {
	switch types.TypeString(t, nil) {
	case "error", "time.Time", "embed.FS", "sync.Pool", "*regexp.Regexp", "*strings.Replacer", "reflect.Type", "*time.Location":
		return true
	}
	switch t := t.Underlying().(type) {
	case *types.Basic, *types.Signature:
		return true
	case *types.Struct:
		for field := range t.Fields() {
			if !immutable(field.Type()) {
				return false
			}
		}
		return t.NumFields() == 0
	}
	return false
}

// observe notes what a package asks that depends on steps which no other goroutine can see without
// that: whether a lock, of package sync or of what may hold one, is free, how many goroutines
// there are, and what a logger is set to.
func (r *Result) observe(info *types.Info) {
	for _, x := range info.Uses {
		f, ok := x.(*types.Func)
		if !ok {
			continue
		}
		switch recv := f.Signature().Recv(); f.Name() {
		case "TryLock", "TryRLock":
			r.TriesLocks = r.TriesLocks || recv != nil && (f.Pkg().Path() == "sync" || types.IsInterface(recv.Type()))
		case "NumGoroutine":
			r.CountsGoroutines = r.CountsGoroutines || f.Pkg().Path() == "runtime"
		case "SetPrefix", "SetFlags", "SetDefault":
			r.SetsLoggers = r.SetsLoggers || f.Pkg().Path() == "log" || f.Pkg().Path() == "log/slog"
		}
	}
}
