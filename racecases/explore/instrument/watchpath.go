//go:build !race

package instrument

import "go/ast"

// leading returns a function that leads to what an access uses, for a watch that looks at it while
// the access is next; or nothing, if that is the variable where the path begins, or to follow it
// once more could have effects.
func (f *file) leading(x ast.Expr) string {
	if f.watched == nil || x == nil {
		return ""
	}
	x = ast.Unparen(f.addressable(x))
	if _, named := x.(*ast.Ident); named || f.spans(x) || !repeatable(x) {
		return ""
	}
	return "func() interface{} { return &" + f.original(x.Pos(), x.End()) + " }"
}

// addressable returns the begin of a path that has an address: of an element of a map the
// variable that holds the map.
func (f *file) addressable(path ast.Expr) ast.Expr {
	longest := path
	for x := path; x != nil; {
		switch at := x.(type) {
		case *ast.ParenExpr:
			x = at.X
		case *ast.StarExpr:
			x = at.X
		case *ast.SelectorExpr:
			x = at.X
		case *ast.IndexExpr:
			if x = at.X; isMap(f.info.TypeOf(x)) {
				longest = x
			}
		default:
			return longest
		}
	}
	return longest
}

// repeatable reports whether an expression can be evaluated once more without an effect.
func repeatable(x ast.Expr) bool {
	for n := range ast.Preorder(x) {
		switch n.(type) {
		case *ast.CallExpr, *ast.UnaryExpr:
			return false
		}
	}
	return true
}
