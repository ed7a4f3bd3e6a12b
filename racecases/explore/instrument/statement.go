//go:build !race

package instrument

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// goStmt turns the go statement into a call of the model. As in Go, the function, its
// receiver and its arguments are evaluated at once, and only the call itself is later.
func (f *file) goStmt(n *ast.GoStmt) {
	lit, isLit := ast.Unparen(n.Call.Fun).(*ast.FuncLit)
	if isLit && len(n.Call.Args) == 0 && lit.Type.Results == nil {
		f.replace(n.Pos(), n.Call.Pos(), "threadlab_model.Go(")
		f.replace(n.Call.Lparen, n.End(), ")")
		return
	}
	var bound []string
	count := 0
	bind := func(x ast.Expr) string {
		if tv := f.info.Types[x]; tv.Value != nil || tv.IsNil() || tv.IsBuiltin() || f.declared(x) {
			return f.now(x)
		}
		names := numbered(count, f.info.TypeOf(x))
		count += len(names)
		list := strings.Join(names, ", ")
		bound = append(bound, list+" := "+f.located(n, x))
		return list
	}
	call := bind(n.Call.Fun) + "("
	for i, arg := range n.Call.Args {
		if i > 0 {
			call += ", "
		}
		call += bind(arg)
	}
	if n.Call.Ellipsis.IsValid() {
		call += "..."
	}
	call += ")"
	if len(bound) == 0 {
		f.substitute(n, "threadlab_model.Go(func() { "+call+" })")
		return
	}
	f.substitute(n, fmt.Sprintf("threadlab_model.Go(func() func() { %s; return func() { %s } }())", strings.Join(bound, "; "), call))
}

// numbered returns names for the values of an expression: several if it is a call that
// yields several.
func numbered(first int, t types.Type) []string {
	values := 1
	if tuple, ok := t.(*types.Tuple); ok {
		values = tuple.Len()
	}
	names := make([]string, values)
	for i := range names {
		names[i] = fmt.Sprintf("threadlab%d", first+i)
	}
	return names
}

// declared reports whether an expression is the name of a function: it needs no
// evaluation, and if it is generic its type is not known before the call.
func (f *file) declared(x ast.Expr) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		_, ok := f.info.Uses[x].(*types.Func)
		return ok
	case *ast.SelectorExpr:
		_, method := f.info.Selections[x]
		_, ok := f.info.Uses[x.Sel].(*types.Func)
		return ok && !method
	}
	return false
}

// spans reports whether a node has several lines.
func (f *file) spans(n ast.Node) bool {
	return strings.Contains(f.original(n.Pos(), n.End()), "\n")
}

// at returns a directive after which the text counts as that at a place of the original.
func (f *file) at(p token.Pos) string {
	place := f.fset.Position(p)
	return fmt.Sprintf("/*line :%d:%d*/", place.Line, max(1, place.Column))
}

// located returns the text of a part of a statement that moves to another place. If the
// statement has several lines, the text keeps its own.
func (f *file) located(statement, part ast.Node) string {
	if !f.spans(statement) {
		return f.now(part)
	}
	return f.at(part.Pos()) + f.now(part)
}

// substitute replaces a statement and keeps its number of lines.
func (f *file) substitute(n ast.Stmt, by string) {
	missing := strings.Count(f.original(n.Pos(), n.End()), "\n") - strings.Count(by, "\n")
	by += strings.Repeat("\n", max(0, missing))
	if f.spans(n) {
		by += f.at(n.End())
	}
	f.replace(n.Pos(), n.End(), by)
}

// selectStmt turns a select into a switch. Its head evaluates the channels and the
// values to send, in the order of the text, as Go does.
func (f *file) selectStmt(n *ast.SelectStmt) {
	if len(n.Body.List) == 0 {
		f.replace(n.Pos(), n.End(), "for { threadlab_model.Forever() }") // either ends a function
		return
	}
	var names, values []string
	polls, moved := false, ""
	for _, stmt := range n.Body.List {
		clause := stmt.(*ast.CommClause)
		if clause.Comm == nil {
			polls = true
			continue
		}
		name := fmt.Sprintf("case%d_%d", n.Pos()-f.start, len(names))
		value, take := f.comm(clause.Comm, name)
		back := ""
		if f.spans(clause.Comm) {
			back, moved = f.at(clause.Colon), f.at(n.Body.Lbrace)
		}
		f.replace(clause.Comm.Pos(), clause.Comm.End(), fmt.Sprint(len(names))+back)
		if take != "" {
			f.insert(clause.Colon+1, " "+take+";"+back)
		}
		names, values = append(names, name), append(values, value)
	}
	if !polls {
		f.insert(n.Body.Rbrace, `; default: panic("unreachable") `) // a select without a default ends a function, a switch does not
	}
	list := strings.Join(names, ", ")
	if list == "" {
		f.replace(n.Pos(), n.Body.Lbrace, "switch threadlab_model.Select(true) ")
		return
	}
	f.replace(n.Pos(), n.Body.Lbrace, fmt.Sprintf("switch %s := %s; %sthreadlab_model.Select(%v, %s) ", list, strings.Join(values, ", "), moved, polls, list))
}

// communication returns the send or the receive of a case.
func communication(s ast.Stmt) ast.Node {
	switch s := s.(type) {
	case *ast.ExprStmt:
		return ast.Unparen(s.X)
	case *ast.AssignStmt:
		return ast.Unparen(s.Rhs[0])
	}
	return s // a send, or nothing: the default
}

// comm returns the expression that makes a case of a select, and the statement that
// takes its values.
func (f *file) comm(s ast.Stmt, name string) (value, take string) {
	if s, ok := s.(*ast.SendStmt); ok {
		return "threadlab_model.SendCase(" + f.located(s, s.Chan) + ")(" + f.located(s, s.Value) + ")", ""
	}
	value = "threadlab_model.RecvCase(" + f.located(s, communication(s).(*ast.UnaryExpr).X) + ")"
	assign, ok := s.(*ast.AssignStmt)
	if !ok {
		return value, ""
	}
	var left []string
	for _, x := range assign.Lhs {
		left = append(left, f.now(x))
	}
	method := ".Value()"
	if len(left) == 2 {
		method = ".Both()"
	}
	return value, strings.Join(left, ", ") + " " + assign.Tok.String() + " " + name + method
}
