package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"strings"
)

// rangeStmt turns a range over a channel or a map into a loop with a condition. Its
// variables stay those of the loop, or of each iteration, as the language version of the
// file has it.
func (f *file) rangeStmt(n *ast.RangeStmt) {
	var iterator, pointers string
	switch t := core(f.info.TypeOf(n.X)).(type) {
	case *types.Map:
		iterator = "Entries"
		pointers = f.rangeTarget(n, n.Key, t.Key()) + ", " + f.rangeTarget(n, n.Value, t.Elem())
	case *types.Chan:
		iterator = "Elements"
		pointers = f.rangeTarget(n, n.Key, t.Elem())
	default:
		return
	}
	declared := ""
	if n.Tok == token.DEFINE {
		var suffix string
		declared, suffix = f.rangeVariables(n)
		if iterator == "Elements" && suffix != "" {
			suffix = "Value"
		}
		iterator = suffix + iterator
	}
	if declared != "" && version.Compare(f.info.FileVersions[f.syntax], "go1.22") >= 0 {
		// Each iteration has variables of its own, and copies one to the next, which a goroutine could race with.
		names := strings.TrimSuffix(declared, ", ")
		begin, end := f.offset(n.Body.Lbrace)+1, f.offset(n.Body.Rbrace)
		f.replace(begin, begin, " "+names+" := "+names+"; {")
		f.replace(end, end, "}")
	}
	it := fmt.Sprintf("threadlab%d", f.offset(n.Pos()))
	f.replace(f.offset(n.For)+len("for"), f.offset(n.Body.Lbrace), fmt.Sprintf(" %s%s := threadlab_model.%s(%s); %s.Next(%s); ", declared, it, iterator, f.source(n.X), it, pointers))
}

// isNamed reports whether a range has a variable that is not blank.
func isNamed(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	return x != nil && (!ok || id.Name != "_")
}

// rangeTarget returns the pointer through which a range sets a variable of a type.
func (f *file) rangeTarget(n *ast.RangeStmt, x ast.Expr, t types.Type) string {
	if !isNamed(x) {
		return "nil"
	}
	if n.Tok == token.ASSIGN && (!f.info.Types[x].Addressable() || !types.Identical(f.info.TypeOf(x), t)) {
		f.refuse(x, "a range that assigns to what has no address, or another type")
	}
	return "&" + f.source(x)
}

// rangeVariables lists the variables that a range declares, each with a comma, and says
// which they are: Key, Value, or both.
func (f *file) rangeVariables(n *ast.RangeStmt) (declared, suffix string) {
	for i, x := range []ast.Expr{n.Key, n.Value} {
		if isNamed(x) {
			declared += f.source(x) + ", "
			suffix += []string{"Key", "Value"}[i]
		}
	}
	return declared, suffix
}

// core returns the core type of a type, that of a type parameter included.
func core(t types.Type) types.Type {
	param, ok := types.Unalias(t).(*types.TypeParam)
	if !ok {
		return t.Underlying()
	}
	constraint := param.Underlying().(*types.Interface)
	var single types.Type
	for i := range constraint.NumEmbeddeds() {
		switch x := constraint.EmbeddedType(i).Underlying().(type) {
		case *types.Union:
			for term := range x.Terms() {
				if single != nil && !types.Identical(single, term.Type().Underlying()) {
					return constraint
				}
				single = term.Type().Underlying()
			}
		case *types.Interface:
		default:
			single = x
		}
	}
	if single == nil {
		return constraint
	}
	return single
}
