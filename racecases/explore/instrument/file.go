package instrument

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ast/astutil"
)

// A file is one that is being rewritten.
type file struct {
	edits
	path     string // as refusals name it
	fset     *token.FileSet
	syntax   *ast.File
	info     *types.Info
	model    *types.Package
	own      map[string]bool // the packages that are instrumented as well
	assigned map[types.Object]bool
	refused  []Refusal
	pairs    map[ast.Expr]bool // receives that yield two values
	comms    map[ast.Node]bool // what the cases of a select do
	access   *accesses         // nil: points at operations only
}

const modelPath = "threadlab/racecases/explore/model"

func (f *file) offset(p token.Pos) int { return f.fset.Position(p).Offset }

func (f *file) source(n ast.Node) string { return f.render(f.offset(n.Pos()), f.offset(n.End())) }

func (f *file) wrap(n ast.Node, before, after string) {
	f.around(f.offset(n.Pos()), f.offset(n.End()), before, after)
}

// rewrite returns the new text of the file; that of one with refusals means nothing.
func (f *file) rewrite() string {
	f.pairs, f.comms = map[ast.Expr]bool{}, map[ast.Node]bool{}
	f.variables()
	astutil.Apply(f.syntax, f.enter, f.leave)
	if len(f.list) == 0 {
		return f.text
	}
	end := f.offset(f.syntax.Name.End())
	f.replace(end, end, `; import model "`+modelPath+`"`)
	return f.render(0, len(f.text)) + f.keepImports()
}

// enter notes what a receive must know of its surroundings.
func (f *file) enter(c *astutil.Cursor) bool {
	if f.access != nil {
		f.noteAccess(c.Node())
	}
	switch n := c.Node().(type) {
	case *ast.ImportSpec:
		return false
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

// leave rewrites a node whose inside is rewritten.
func (f *file) leave(c *astutil.Cursor) bool {
	if f.access != nil {
		f.pointAccess(c.Node(), c.Index() >= 0)
	}
	switch n := c.Node().(type) {
	case *ast.SelectorExpr:
		if f.selector(n) {
			f.replace(f.offset(n.X.Pos()), f.offset(n.X.End()), "model")
		}
	case *ast.UnaryExpr:
		f.receive(n)
	case *ast.SendStmt:
		if !f.comms[n] {
			f.send(n)
		}
	case *ast.CallExpr:
		if id, ok := ast.Unparen(n.Fun).(*ast.Ident); ok && f.info.Uses[id] == types.Universe.Lookup("close") {
			f.replace(f.offset(id.Pos()), f.offset(id.End()), "model.Close")
		}
	case *ast.RangeStmt:
		switch f.info.TypeOf(n.X).Underlying().(type) {
		case *types.Chan:
			f.wrap(n.X, "model.Range(", ")")
		case *types.Map:
			f.wrap(n.X, "model.Ordered(", ")")
		}
	case *ast.ForStmt:
		if len(n.Body.List) == 0 {
			at := f.offset(n.Body.Lbrace) + 1
			f.replace(at, at, " model.Spin() ")
		}
	case *ast.AssignStmt:
		for _, x := range n.Lhs {
			f.key(x)
		}
	case *ast.GoStmt:
		f.goStmt(n)
	case *ast.SelectStmt:
		f.selectStmt(n)
	}
	return true
}

func (f *file) receive(n *ast.UnaryExpr) {
	if n.Op != token.ARROW || f.comms[n] {
		return
	}
	call := "model.Recv("
	if f.pairs[n] {
		call = "model.Recv2("
	}
	from := f.offset(n.Pos())
	f.replace(from, from+len("<-"), call)
	end := f.offset(n.End())
	f.replace(end, end, ")")
}

func (f *file) send(n *ast.SendStmt) {
	f.wrap(n, "model.Send(", ")")
	f.replace(f.offset(n.Chan.End()), f.offset(n.Value.Pos()), ")(")
}

// key has the keys of a map numbered that have no order of their own.
func (f *file) key(x ast.Expr) {
	index, ok := ast.Unparen(x).(*ast.IndexExpr)
	if !ok {
		return
	}
	if m, ok := f.info.TypeOf(index.X).Underlying().(*types.Map); ok {
		if _, basic := m.Key().Underlying().(*types.Basic); !basic {
			f.wrap(index.Index, "model.Key(", ")")
		}
	}
}

// keepImports uses the imports that may have lost their last use.
func (f *file) keepImports() string {
	uses := map[string]string{"sync": "Locker", "time": "Duration", "runtime": "Frame", "sync/atomic": "Bool"}
	text := "\n"
	for _, spec := range f.syntax.Imports {
		path := spec.Path.Value[1 : len(spec.Path.Value)-1]
		if name, ok := uses[path]; ok {
			pkg := path
			if spec.Name != nil {
				pkg = spec.Name.Name
			} else if path == "sync/atomic" {
				pkg = "atomic"
			}
			text += "var _ " + pkg + "." + name + " // keeps the import\n"
		}
	}
	return text
}
