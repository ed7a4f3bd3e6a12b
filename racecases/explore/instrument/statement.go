package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// goStmt turns the go statement into a call of the model. As in Go, the function, its
// receiver and its arguments are evaluated at once, and only the call itself is later.
func (f *file) goStmt(n *ast.GoStmt) {
	from, to := f.offset(n.Pos()), f.offset(n.End())
	lit, isLit := ast.Unparen(n.Call.Fun).(*ast.FuncLit)
	if isLit && len(n.Call.Args) == 0 && lit.Type.Results == nil {
		f.replace(from, f.offset(n.Call.Pos()), "threadlab_model.Go(")
		f.replace(f.offset(n.Call.Lparen), to, ")")
		return
	}
	var names, values []string
	bind := func(x ast.Expr) string {
		if tv := f.info.Types[x]; tv.Value != nil || tv.IsNil() || tv.IsBuiltin() || f.declared(x) {
			return f.source(x)
		}
		names, values = append(names, fmt.Sprintf("threadlab%d", len(names))), append(values, f.source(x))
		return names[len(names)-1]
	}
	call := bind(n.Call.Fun) + "("
	for i, arg := range n.Call.Args {
		if _, many := f.info.TypeOf(arg).(*types.Tuple); many {
			f.refuse(n, "go with a call that yields several arguments")
		}
		if i > 0 {
			call += ", "
		}
		call += bind(arg)
	}
	if n.Call.Ellipsis.IsValid() {
		call += "..."
	}
	call += ")"
	if len(names) == 0 {
		f.substitute(from, to, "threadlab_model.Go(func() { "+call+" })")
		return
	}
	f.substitute(from, to, fmt.Sprintf("threadlab_model.Go(func() func() { %s := %s; return func() { %s } }())",
		strings.Join(names, ", "), strings.Join(values, ", "), call))
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

// substitute replaces a part of the text and keeps its number of lines.
func (f *file) substitute(from, to int, by string) {
	missing := strings.Count(f.text[from:to], "\n") - strings.Count(by, "\n")
	if missing > 0 {
		by += strings.Repeat("\n", missing)
	}
	f.replace(from, to, by)
}

// selectStmt turns a select into a switch. Its head evaluates the channels and the
// values to send, in the order of the text, as Go does.
func (f *file) selectStmt(n *ast.SelectStmt) {
	head, open := f.offset(n.Pos()), f.offset(n.Body.Lbrace)
	if len(n.Body.List) == 0 {
		f.replace(head, f.offset(n.End()), "threadlab_model.Forever()")
		return
	}
	var names, values []string
	polls := false
	for _, stmt := range n.Body.List {
		clause := stmt.(*ast.CommClause)
		if clause.Comm == nil {
			polls = true
			continue
		}
		name := fmt.Sprintf("case%d_%d", head, len(names))
		value, take := f.comm(clause.Comm, name)
		if strings.Contains(value, "\n") {
			f.refuse(clause, "a case of a select that spans several lines")
		}
		f.replace(f.offset(clause.Comm.Pos()), f.offset(clause.Comm.End()), fmt.Sprint(len(names)))
		if take != "" {
			after := f.offset(clause.Colon) + 1
			f.replace(after, after, " "+take+";")
		}
		names, values = append(names, name), append(values, value)
	}
	if !polls {
		end := f.offset(n.Body.Rbrace)
		f.replace(end, end, `; default: panic("unreachable") `) // a select without a default ends a function, a switch does not
	}
	list := strings.Join(names, ", ")
	if list == "" {
		f.replace(head, open, "switch threadlab_model.Select(true) ")
		return
	}
	f.replace(head, open, fmt.Sprintf("switch %s := %s; threadlab_model.Select(%v, %s) ", list, strings.Join(values, ", "), polls, list))
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
		return "threadlab_model.SendCase(" + f.source(s.Chan) + ")(" + f.source(s.Value) + ")", ""
	}
	value = "threadlab_model.RecvCase(" + f.source(communication(s).(*ast.UnaryExpr).X) + ")"
	assign, ok := s.(*ast.AssignStmt)
	if !ok {
		return value, ""
	}
	var left []string
	for _, x := range assign.Lhs {
		left = append(left, f.source(x))
	}
	method := ".Value()"
	if len(left) == 2 {
		method = ".Both()"
	}
	return value, strings.Join(left, ", ") + " " + assign.Tok.String() + " " + name + method
}
