package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
)

// usage knows of each package variable what its uses may do to it.
type usage struct {
	assigned map[types.Object]bool // it, or a part of it, is assigned to, or its address is taken
	escapes  map[types.Object]bool // more is done with it than to look up an element, and to range
}

func newUsage() *usage {
	return &usage{map[types.Object]bool{}, map[types.Object]bool{}}
}

// collect looks through the files of a package.
func (u *usage) collect(files []*ast.File, info *types.Info) {
	for _, file := range files {
		looks := map[*ast.Ident]bool{}
		look := func(x ast.Expr) { looks[name(x)] = true }
		write := func(x ast.Expr) {
			if id := name(root(x)); id != nil {
				u.assigned[info.Uses[id]] = true
			}
		}
		ast.Inspect(file, func(n ast.Node) bool {
			for _, x := range targets(n) {
				write(x)
			}
			switch n := n.(type) {
			case *ast.RangeStmt:
				look(n.X)
			case *ast.IndexExpr:
				look(n.X)
			case *ast.CallExpr:
				if info.Types[n.Fun].IsBuiltin() && len(n.Args) == 1 {
					look(n.Args[0]) // len and cap
				}
			case *ast.Ident:
				if !looks[n] {
					u.escapes[info.Uses[n]] = true
				}
			}
			return true
		})
	}
}

// targets returns what a node assigns to, or takes the address of.
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

// root returns where a path such as x.f[i] begins.
func root(x ast.Expr) ast.Expr {
	switch y := x.(type) {
	case *ast.ParenExpr:
		return root(y.X)
	case *ast.IndexExpr:
		return root(y.X)
	case *ast.SliceExpr:
		return root(y.X)
	case *ast.StarExpr:
		return root(y.X)
	case *ast.SelectorExpr:
		if _, ok := y.X.(*ast.Ident); !ok {
			return root(y.X)
		}
	}
	return x
}

// name returns the identifier of x or of pkg.x.
func name(x ast.Expr) *ast.Ident {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return name(x.X)
	case *ast.Ident:
		return x
	case *ast.SelectorExpr:
		return x.Sel
	}
	return nil
}

// fixed reports whether nobody can change what a package variable holds.
func (u *usage) fixed(v types.Object) bool {
	if u.assigned[v] {
		return false
	}
	switch t := v.Type().Underlying().(type) {
	case *types.Map:
		return !u.escapes[v] && immutable(t.Elem())
	case *types.Slice:
		return !u.escapes[v] && immutable(t.Elem())
	case *types.Array:
		return !u.escapes[v] && immutable(t.Elem())
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
