//go:build !race

package instrument

import (
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strconv"
)

// A file is a source file that is being rewritten.
type file struct {
	edits
	*program
	*source
	syntax *ast.File
	used   map[string]bool       // the model packages that the new text imports
	dots   map[string]bool       // packages that are imported with a dot
	pairs  map[ast.Expr]bool     // receives that yield two values
	comms  map[ast.Node]bool     // the communications of select cases
	calls  map[ast.Expr]bool     // functions that are called where they stand, not passed on
	later  map[ast.Expr]bool     // calls of defer and go statements
	reads  map[ast.Node]bool     // where the path of an access that reads begins: at a name, or all of f().x
	writes map[ast.Node]bool     // where one begins that writes, or whose address is taken
	loans  map[ast.Node]bool     // where one begins that leads out of the package
	paths  map[ast.Node]ast.Expr // by where they begin
	looped map[*types.Var]bool
	within []ast.Node // from the file to the node that is visited
}

// now returns the text of a node as it is by now.
func (f *file) now(n ast.Node) string { return f.render(n.Pos(), n.End()) }

// line returns the number of the line that a place is on.
func (f *file) line(p token.Pos) int { return f.fset.Position(p).Line }

// builtin names the builtin function that a call is of; it returns the empty string for any other.
func (f *file) builtin(n *ast.CallExpr) string {
	id, _ := ast.Unparen(n.Fun).(*ast.Ident)
	if b, ok := f.info.Uses[id].(*types.Builtin); ok {
		return b.Name()
	}
	return ""
}

// rewrite returns the new text of the file.
func (f *file) rewrite(register string) string {
	f.pairs, f.comms = map[ast.Expr]bool{}, map[ast.Node]bool{}
	f.calls, f.later = map[ast.Expr]bool{}, map[ast.Expr]bool{}
	f.reads, f.writes, f.loans, f.paths = map[ast.Node]bool{}, map[ast.Node]bool{}, map[ast.Node]bool{}, map[ast.Node]ast.Expr{}
	f.used, f.dots = map[string]bool{}, map[string]bool{}
	if f.watched != nil {
		f.noteLoops()
	}
	ast.Inspect(f.syntax, func(n ast.Node) bool {
		if n != nil {
			visit := f.enter(n)
			if visit {
				f.within = append(f.within, n)
			}
			return visit
		}
		last := len(f.within) - 1
		f.leave(f.within[last], f.within[max(0, last-1)])
		f.within = f.within[:last]
		return true
	})
	appended := f.resets() + register
	if len(f.list) == 0 && appended == "" {
		return f.text
	}
	f.used[modelPath] = true
	imports := ""
	for _, path := range slices.Sorted(maps.Keys(f.used)) {
		imports += "; import " + aliases[path] + " " + strconv.Quote(path)
	}
	f.insert(f.syntax.Name.End(), imports)
	return f.render(f.syntax.FileStart, f.syntax.FileEnd) + f.keepImports() + appended
}

// enter notes, before the children of a node are visited, what their rewriting depends on.
func (f *file) enter(n ast.Node) bool {
	if f.access != nil {
		f.noteAccess(n)
	}
	switch n := n.(type) {
	case *ast.ImportSpec:
		if n.Name != nil && n.Name.Name == "." {
			f.dots[n.Path.Value[1:len(n.Path.Value)-1]] = true
		}
		return false
	case *ast.DeferStmt:
		f.later[n.Call] = true
	case *ast.GoStmt:
		f.later[n.Call] = true
	case *ast.CallExpr:
		f.calls[ast.Unparen(n.Fun)] = !f.later[n]
	case *ast.AssignStmt:
		if len(n.Lhs) == 2 && len(n.Rhs) == 1 {
			f.pairs[ast.Unparen(n.Rhs[0])] = true
		}
	case *ast.ValueSpec:
		if len(n.Names) == 2 && len(n.Values) == 1 {
			f.pairs[ast.Unparen(n.Values[0])] = true
		}
	case *ast.CommClause:
		f.comms[communication(n.Comm)] = true
	}
	return true
}

// leave rewrites a node after its children.
func (f *file) leave(n, parent ast.Node) {
	if f.access != nil {
		f.pointAccess(n, isListed(n, parent))
	}
	switch n := n.(type) {
	case *ast.SelectorExpr:
		f.selector(n)
	case *ast.Ident:
		if len(f.dots) > 0 {
			f.dotted(n, parent)
		}
	case *ast.UnaryExpr:
		f.receive(n)
	case *ast.SendStmt:
		if !f.comms[n] {
			f.send(n)
		}
	case *ast.CallExpr:
		f.pointBuiltin(n)
	case *ast.RangeStmt:
		f.rangeStmt(n)
	case *ast.ForStmt:
		if len(n.Body.List) == 0 {
			f.insert(n.Body.Lbrace+1, " threadlab_model.Spin() ")
		}
	case *ast.AssignStmt:
		for _, x := range n.Lhs {
			f.keyOf(x)
		}
	case *ast.CompositeLit:
		for _, x := range n.Elts {
			if pair, ok := x.(*ast.KeyValueExpr); ok {
				f.key(n, pair.Key)
			}
		}
	case *ast.GoStmt:
		f.goStmt(n)
	case *ast.SelectStmt:
		f.selectStmt(n)
	}
	if f.watched != nil {
		f.watchStatement(n, parent)
	}
}

// isListed reports whether a statement is one of several, and another can stand before it.
func isListed(n, parent ast.Node) bool {
	switch parent := parent.(type) {
	case *ast.BlockStmt, *ast.CaseClause:
		return true
	case *ast.CommClause:
		return n != parent.Comm
	}
	return false
}

// pointBuiltin puts a point into close and len of a channel, and looks at its cap.
func (f *file) pointBuiltin(n *ast.CallExpr) {
	switch call := f.builtin(n); {
	case call == "close":
		name := ast.Unparen(n.Fun)
		f.replace(name.Pos(), name.End(), "threadlab_model.Close")
	case call == "len" && f.isChan(n.Args[0]):
		f.wrap(n.Args[0], "threadlab_model.Counted(", ")")
	case call == "cap" && f.isChan(n.Args[0]):
		f.wrap(n.Args[0], "threadlab_model.Sized(", ")")
	}
}

func (f *file) isChan(x ast.Expr) bool {
	_, ok := core(f.info.TypeOf(x)).(*types.Chan)
	return ok
}

func (f *file) receive(n *ast.UnaryExpr) {
	if n.Op != token.ARROW || f.comms[n] {
		return
	}
	call := "threadlab_model.Recv("
	if f.pairs[n] {
		call = "threadlab_model.Recv2("
	}
	f.replace(n.OpPos, n.OpPos+token.Pos(len("<-")), call)
	f.insert(n.End(), ")")
}

func (f *file) send(n *ast.SendStmt) {
	f.wrap(n, "threadlab_model.Send(", ")")
	f.replace(n.Chan.End(), n.Value.Pos(), ")(")
}

// keyOf numbers the key of an element that is assigned to.
func (f *file) keyOf(x ast.Expr) {
	if index, ok := ast.Unparen(x).(*ast.IndexExpr); ok {
		f.key(index.X, index.Index)
	}
}

// key numbers the keys of a map that have no order of their own.
func (f *file) key(of, key ast.Expr) {
	if lit, ok := key.(*ast.CompositeLit); ok && lit.Type == nil || f.info.Types[key].IsNil() {
		return // its type is that of the context
	}
	if m, ok := core(f.info.TypeOf(of)).(*types.Map); ok {
		if _, basic := m.Key().Underlying().(*types.Basic); !basic {
			f.wrap(key, "threadlab_model.Key(", ")")
		}
	}
}

// keepImports returns text that uses the imports which may have lost their last use.
func (f *file) keepImports() string {
	text := "\nvar _ = threadlab_model.Gosched // keeps the import\n"
	for _, spec := range f.syntax.Imports {
		path := spec.Path.Value[1 : len(spec.Path.Value)-1]
		keep := standIns[path].keep
		if keep == "" || spec.Name != nil && spec.Name.Name == "_" {
			continue
		}
		if name := f.info.PkgNameOf(spec).Name(); name != "." {
			keep = name + "." + keep
		}
		text += "var _ = " + keep + " // keeps the import\n"
	}
	return text
}
