//go:build !race

package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// watchStatement puts the watch of what a node declares where it is in scope, after the
// node and its children are rewritten.
func (f *file) watchStatement(n, parent ast.Node) {
	switch n := n.(type) {
	case *ast.FuncDecl:
		if n.Body != nil && !strings.Contains(comment(n.Doc), "//go:nosplit") {
			f.watchFunction(n, n.Recv, n.Type, n.Body)
		}
	case *ast.FuncLit:
		f.watchFunction(n, nil, n.Type, n.Body)
	case *ast.AssignStmt, *ast.DeclStmt:
		if _, labelled := parent.(*ast.LabeledStmt); labelled || isListed(n, parent) {
			f.watchBehind(n.(ast.Stmt))
		}
	case *ast.RangeStmt:
		if n.Tok == token.DEFINE {
			f.watchBlocks(f.definedBy(n.Key, n.Value), n.Body)
		}
	case *ast.ForStmt:
		if len(n.Body.List) > 0 {
			f.watchBlocks(f.declaredBy(n.Init), n.Body)
		}
	case *ast.IfStmt:
		f.watchBlocks(f.declaredBy(n.Init), branches(n)...)
	case *ast.SwitchStmt:
		f.watchBlocks(f.declaredBy(n.Init), clauses(n.Body)...)
	case *ast.TypeSwitchStmt:
		f.watchBlocks(f.declaredBy(n.Init), clauses(n.Body)...)
		for _, clause := range n.Body.List {
			if v := variable(f.info.Implicits[clause]); v != nil {
				f.watchBlocks([]*types.Var{v}, clause)
			}
		}
	case *ast.SelectStmt:
		for _, clause := range n.Body.List {
			f.watchBlocks(f.declaredBy(clause.(*ast.CommClause).Comm), clause)
		}
	}
}

// branches lists the blocks of an if statement, in all of which its variables are.
func branches(n *ast.IfStmt) []ast.Node {
	list := []ast.Node{n.Body}
	switch other := n.Else.(type) {
	case *ast.BlockStmt:
		list = append(list, other)
	case *ast.IfStmt:
		list = append(list, branches(other)...)
	}
	return list
}

func clauses(body *ast.BlockStmt) (list []ast.Node) {
	for _, clause := range body.List {
		list = append(list, clause)
	}
	return list
}

// watchBlocks begins blocks with the watch of variables that are in scope in them.
func (f *file) watchBlocks(variables []*types.Var, blocks ...ast.Node) {
	w := watch{}
	for _, v := range variables {
		f.addWatched(w, v, false)
	}
	for _, block := range blocks {
		f.watchIn(block, w.calls(f.line(block.Pos()), f.line(block.End())))
	}
}

// watchBehind puts the watch of what a statement declares after it. It is in scope from
// the next statement on; that may be on the same line.
func (f *file) watchBehind(n ast.Stmt) {
	w := watch{}
	for _, v := range f.declaredBy(n) {
		f.addWatched(w, v, false)
	}
	from := f.line(n.End())
	rest, _, _ := strings.Cut(f.original(n.End(), f.syntax.FileEnd), "\n")
	if rest = strings.TrimSpace(rest); rest == "" || strings.HasPrefix(rest, "//") {
		from++
	}
	if text := w.calls(from, f.line(f.block().End())); text != "" {
		f.insert(n.End(), "; "+strings.TrimSuffix(text, "; "))
	}
}

// block returns the innermost block around the node that is visited, or the clause.
func (f *file) block() ast.Node {
	for i := len(f.within) - 2; ; i-- {
		switch n := f.within[i].(type) {
		case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause:
			return n
		}
	}
}

// declaredBy lists the variables that a simple statement or a declaration declares.
func (f *file) declaredBy(s ast.Stmt) (list []*types.Var) {
	switch s := s.(type) {
	case *ast.AssignStmt:
		if s.Tok == token.DEFINE {
			return f.definedBy(s.Lhs...)
		}
	case *ast.DeclStmt:
		for _, spec := range s.Decl.(*ast.GenDecl).Specs {
			if values, ok := spec.(*ast.ValueSpec); ok {
				for _, id := range values.Names {
					list = append(list, f.definedBy(id)...)
				}
			}
		}
	}
	return list
}

// definedBy lists the variables that names on the left of := declare.
func (f *file) definedBy(left ...ast.Expr) (list []*types.Var) {
	for _, x := range left {
		if id, ok := x.(*ast.Ident); ok {
			if v := variable(f.info.Defs[id]); v != nil {
				list = append(list, v)
			}
		}
	}
	return list
}

// watchIn begins a block, or the statements of a case, with text.
func (f *file) watchIn(n ast.Node, text string) {
	var after token.Pos
	switch n := n.(type) {
	case *ast.BlockStmt:
		after = n.Lbrace
	case *ast.CaseClause:
		after = n.Colon
	case *ast.CommClause:
		after = n.Colon
	}
	if text != "" {
		f.insert(after+1, " "+text)
	}
}
