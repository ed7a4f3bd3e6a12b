//go:build !race

package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"strings"
)

// rangeStmt turns a range over a channel or a map into a loop with a condition. The
// variables that it declares stay those of the loop, or of each iteration, as the language
// version of the file has it; what it only assigns to is assigned to from such ones.
func (f *file) rangeStmt(n *ast.RangeStmt) {
	of := "Elements"
	switch core(f.info.TypeOf(n.X)).(type) {
	case *types.Map:
		of = "Entries"
	case *types.Chan:
	default:
		return
	}
	it := fmt.Sprintf("threadlab%d", n.Pos()-f.start)
	var names, targets []string
	which, pointers := "", []string{"nil", "nil"}
	for i, x := range []ast.Expr{n.Key, n.Value} {
		if !isNamed(x) {
			continue
		}
		name := it + []string{"key", "value"}[i]
		if n.Tok == token.DEFINE {
			name = f.now(x)
		}
		f.keyOf(x)
		names, targets = append(names, name), append(targets, f.now(x))
		which, pointers[i] = which+[]string{"Key", "Value"}[i], "&"+name
	}
	if of == "Elements" {
		which, pointers = strings.Replace(which, "Key", "Value", 1), pointers[:1]
	}
	f.rangeBody(n, names, targets)
	f.replace(n.For+token.Pos(len("for")), n.Body.Lbrace, fmt.Sprintf(" %s := threadlab_model.%s(%s); %s.Next(%s); ",
		strings.Join(append(names, it), ", "), which+of, f.now(n.X), it, strings.Join(pointers, ", ")))
}

// rangeBody begins the body of a range with its assignments, if it has some. Each
// iteration has variables of its own since Go 1.22: if the loop's were used, it would copy
// them from one iteration to the next, which a goroutine could race with.
func (f *file) rangeBody(n *ast.RangeStmt, names, targets []string) {
	own := version.Compare(f.info.FileVersions[f.syntax], "go1.22") >= 0
	if len(names) == 0 || n.Tok == token.DEFINE && !own {
		return
	}
	f.insert(n.Body.Lbrace+1, fmt.Sprintf(" %s %s %s; {", strings.Join(targets, ", "), n.Tok, strings.Join(names, ", ")))
	f.insert(n.Body.Rbrace, "}")
}

// isNamed reports whether a range has a variable that is not blank.
func isNamed(x ast.Expr) bool {
	id, ok := x.(*ast.Ident)
	return x != nil && (!ok || id.Name != "_")
}

// core returns the core type of a type, that of a type parameter included.
func core(t types.Type) types.Type {
	if t == nil { // it comes from C
		return types.Typ[types.Invalid]
	}
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
