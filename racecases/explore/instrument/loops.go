package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"strings"
)

// rangeStmt makes a loop with a condition of one over a channel or a map. Its
// variables stay those of the loop, or of each turn, as the language version of the
// file has it.
func (f *file) rangeStmt(n *ast.RangeStmt) {
	var of string
	m, isMap := core(f.info.TypeOf(n.X)).(*types.Map)
	_, isChan := core(f.info.TypeOf(n.X)).(*types.Chan)
	switch {
	case isMap:
		of = "Entries"
	case isChan:
		of = "Elements"
	default:
		return
	}
	it := fmt.Sprintf("threadlab%d", f.offset(n.Pos()))
	named := func(x ast.Expr) bool {
		id, ok := x.(*ast.Ident)
		return x != nil && (!ok || id.Name != "_")
	}
	declared, pointers := "", "nil, nil"
	if isChan {
		pointers = "nil"
	}
	address := func(x ast.Expr, t types.Type) string {
		if !named(x) {
			return "nil"
		}
		if n.Tok == token.ASSIGN && (!f.info.Types[x].Addressable() || t != nil && !types.Identical(f.info.TypeOf(x), t)) {
			f.refuse(x, "a range that assigns to what has no address, or another type")
		}
		return "&" + f.source(x)
	}
	if isMap {
		pointers = address(n.Key, m.Key()) + ", " + address(n.Value, m.Elem())
	} else {
		pointers = address(n.Key, core(f.info.TypeOf(n.X)).(*types.Chan).Elem())
	}
	if n.Tok == token.DEFINE {
		suffix := ""
		for i, x := range []ast.Expr{n.Key, n.Value} {
			if named(x) {
				declared += f.source(x) + ", "
				suffix += []string{"Key", "Value"}[i]
			}
		}
		if isChan && suffix != "" {
			suffix = "Value"
		}
		of = suffix + of
	}
	if declared != "" && f.perTurn() {
		// The loop takes a variable along from turn to turn, which a goroutine could race with.
		names := strings.TrimSuffix(declared, ", ")
		begin, end := f.offset(n.Body.Lbrace)+1, f.offset(n.Body.Rbrace)
		f.replace(begin, begin, " "+names+" := "+names+"; {")
		f.replace(end, end, "}")
	}
	f.replace(f.offset(n.For)+len("for"), f.offset(n.Body.Lbrace), fmt.Sprintf(" %s%s := threadlab_model.%s(%s); %s.Next(%s); ", declared, it, of, f.source(n.X), it, pointers))
}

// perTurn reports whether each turn of a loop has variables of its own.
func (f *file) perTurn() bool {
	return version.Compare(f.info.FileVersions[f.syntax], "go1.22") >= 0
}

// core returns the one type that is under a type, for type parameters too.
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
