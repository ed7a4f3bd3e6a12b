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
	path     string // as refusals name it
	fset     *token.FileSet
	syntax   *ast.File
	info     *types.Info
	models   map[string]*types.Package // by their paths
	standard map[string]bool           // the packages that are Go's own
	used     map[string]bool           // the model packages that the new text imports
	reset    *reset
	pairs    map[ast.Expr]bool // receives that yield two values
	comms    map[ast.Node]bool // the communications of select cases
	calls    map[ast.Expr]bool // functions that are called where they stand, not passed on
	later    map[ast.Expr]bool // calls of defer and go statements
	access   *accesses         // nil: points at operations only
	watch    *watches          // nil: no variable is watched
	tls      bool              // see Options, as http is
	http     bool
	looped   map[*types.Var]bool
	dots     map[string]bool // packages that are imported with a dot
	within   []ast.Node      // from the file to the node that is visited
}

func (f *file) offset(p token.Pos) int { return f.fset.Position(p).Offset }

func (f *file) source(n ast.Node) string { return f.render(f.offset(n.Pos()), f.offset(n.End())) }

func (f *file) wrap(n ast.Node, before, after string) {
	f.around(f.offset(n.Pos()), f.offset(n.End()), before, after)
}

// rewrite returns the new text of the file.
func (f *file) rewrite(register string) string {
	f.pairs, f.comms = map[ast.Expr]bool{}, map[ast.Node]bool{}
	f.calls, f.later = map[ast.Expr]bool{}, map[ast.Expr]bool{}
	f.used, f.dots = map[string]bool{}, map[string]bool{}
	if f.watch != nil {
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
	end := f.offset(f.syntax.Name.End())
	imports := ""
	for _, path := range slices.Sorted(maps.Keys(f.used)) {
		imports += "; import " + aliases[path] + " " + strconv.Quote(path)
	}
	f.replace(end, end, imports)
	return f.render(0, len(f.text)) + f.keepImports() + appended
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
		f.builtin(n)
	case *ast.RangeStmt:
		f.rangeStmt(n)
	case *ast.ForStmt:
		if len(n.Body.List) == 0 {
			at := f.offset(n.Body.Lbrace) + 1
			f.replace(at, at, " threadlab_model.Spin() ")
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
	if f.watch != nil {
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

// builtin puts a point into close and len of a channel, and looks at its cap.
func (f *file) builtin(n *ast.CallExpr) {
	id, ok := ast.Unparen(n.Fun).(*ast.Ident)
	if !ok {
		return
	}
	switch f.info.Uses[id] {
	case types.Universe.Lookup("close"):
		f.replace(f.offset(id.Pos()), f.offset(id.End()), "threadlab_model.Close")
	case types.Universe.Lookup("len"):
		if _, ok := core(f.info.TypeOf(n.Args[0])).(*types.Chan); ok {
			f.wrap(n.Args[0], "threadlab_model.Counted(", ")")
		}
	case types.Universe.Lookup("cap"):
		if _, ok := core(f.info.TypeOf(n.Args[0])).(*types.Chan); ok {
			f.wrap(n.Args[0], "threadlab_model.Sized(", ")")
		}
	}
}

func (f *file) receive(n *ast.UnaryExpr) {
	if n.Op != token.ARROW || f.comms[n] {
		return
	}
	call := "threadlab_model.Recv("
	if f.pairs[n] {
		call = "threadlab_model.Recv2("
	}
	from := f.offset(n.Pos())
	f.replace(from, from+len("<-"), call)
	end := f.offset(n.End())
	f.replace(end, end, ")")
}

func (f *file) send(n *ast.SendStmt) {
	f.wrap(n, "threadlab_model.Send(", ")")
	f.replace(f.offset(n.Chan.End()), f.offset(n.Value.Pos()), ")(")
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
