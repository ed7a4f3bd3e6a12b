package instrument

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

// A Refusal names something that is not modelled, and where.
type Refusal struct {
	What string
	File string
	Line int
}

func (r Refusal) String() string {
	return fmt.Sprintf("not modelled: %s at %s:%d", r.What, r.File, r.Line)
}

// modelled are the packages of which package model has a part.
var modelled = map[string]bool{"sync": true, "sync/atomic": true, "time": true, "runtime": true}

// harmless are the packages that neither wait nor depend on who waits.
var harmless = map[string]bool{
	"bytes": true, "cmp": true, "embed": true, "errors": true, "fmt": true, "iter": true, "math": true, "math/bits": true,
	"slices": true, "sort": true, "strconv": true, "strings": true, "unicode": true, "unsafe": true, "weak": true,
	"threadlab/racecases/corpus": true, "threadlab/racecases/lessons": true,
}

// untouched are the names that stay what they are: they do not wait.
var untouched = map[string][]string{
	"sync":    {"Locker"},
	"time":    {"Duration", "Time", "Month", "Weekday", "Date", "Unix", "UTC"},
	"runtime": {"Goexit", "FuncForPC", "Cleanup", "KeepAlive", "Callers", "Caller", "CallersFrames", "Frame", "Frames"},
	// A context that is never cancelled wakes nobody.
	"context":       {"Context", "Background", "TODO", "WithValue", "AfterFunc", "Cause", "Canceled", "DeadlineExceeded"},
	"maps":          {"Clone", "Copy", "Equal"},
	"io":            {"Writer", "Reader", "Discard", "EOF"},
	"os":            {"Stderr"}, // nobody waits for what is said there
	"reflect":       {"ValueOf", "TypeOf", "TypeFor", "DeepEqual"},
	"runtime/debug": {"Stack"},
	// A generator of its own seed repeats itself.
	"math/rand/v2": {"PCG", "NewPCG"},
}

// selector looks at a name of another package: it returns true if package model has it.
func (f *file) selector(s *ast.SelectorExpr) bool {
	x, ok := s.X.(*ast.Ident)
	if !ok {
		return false
	}
	pkg, ok := f.info.Uses[x].(*types.PkgName)
	if !ok {
		return false
	}
	path, name := pkg.Imported().Path(), s.Sel.Name
	if modelled[path] && f.model.Scope().Lookup(name) != nil {
		return true
	}
	_, constant := f.info.Uses[s.Sel].(*types.Const)
	switch {
	case constant, harmless[path], f.own[path], slices.Contains(untouched[path], name):
	case modelled[path], untouched[path] != nil:
		f.refuse(s, path+"."+name)
	default:
		f.refuse(s, "package "+path)
	}
	return false
}

func (f *file) refuse(at ast.Node, what string) {
	r := Refusal{What: what, File: f.path, Line: f.fset.Position(at.Pos()).Line}
	if !slices.Contains(f.refused, r) {
		f.refused = append(f.refused, r)
	}
}

// variables refuses package variables that keep a value from one schedule to the next.
func (f *file) variables() {
	for _, decl := range f.syntax.Decls {
		d, ok := decl.(*ast.GenDecl)
		if !ok || d.Tok != token.VAR {
			continue
		}
		for _, spec := range d.Specs {
			for _, name := range spec.(*ast.ValueSpec).Names {
				if v := f.info.Defs[name]; name.Name != "_" && !f.fixed(v) {
					f.refuse(name, "package variable "+name.Name)
				}
			}
		}
	}
}

// fixed reports whether nobody can change what a package variable holds.
func (f *file) fixed(v types.Object) bool {
	if f.assigned[v] {
		return false
	}
	switch t := v.Type().(type) {
	case *types.Basic:
		return true
	case *types.Named:
		if t.Obj().Pkg() == nil {
			return true // error
		}
		switch t.Obj().Pkg().Path() + "." + t.Obj().Name() {
		case "time.Time", "embed.FS", "sync.Pool":
			return true
		}
	}
	return false
}

// assignments returns the package variables that are assigned to, or whose address is taken.
func assignments(files []*ast.File, info *types.Info) map[types.Object]bool {
	assigned := map[types.Object]bool{}
	mark := func(x ast.Expr) {
		if id, ok := ast.Unparen(x).(*ast.Ident); ok {
			assigned[info.Uses[id]] = true
		}
	}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, x := range n.Lhs {
					mark(x)
				}
			case *ast.IncDecStmt:
				mark(n.X)
			case *ast.UnaryExpr:
				if n.Op == token.AND {
					mark(n.X)
				}
			}
			return true
		})
	}
	return assigned
}

func sorted(list []Refusal) []Refusal {
	slices.SortFunc(list, func(a, b Refusal) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.What, b.What))
	})
	return list
}
