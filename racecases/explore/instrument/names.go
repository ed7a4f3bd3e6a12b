//go:build !race

package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
)

// The packages that new text calls, and what it calls them.
const (
	modelPath   = "threadlab/racecases/explore/model"
	testingPath = "threadlab/racecases/explore/testing"
	ioPath      = "threadlab/racecases/explore/model/modelio"
	netPath     = "threadlab/racecases/explore/model/modelnet"
	tlsPath     = "threadlab/racecases/explore/model/modeltls"
)

var aliases = map[string]string{modelPath: "threadlab_model", testingPath: "threadlab_testing", ioPath: "threadlab_io", netPath: "threadlab_net", tlsPath: "threadlab_tls"}

// A standIn says where the model of a standard package is: the name X of the
// package has a model if the other package has one of the name prefix+X.
type standIn struct {
	path   string
	prefix string
	keep   string // a value of the standard package, for files that use models only
	partly bool   // it has types without a model, whose methods may block
}

var standIns = map[string]standIn{
	"sync":             {modelPath, "", "Locker(nil)", false},
	"sync/atomic":      {modelPath, "", "LoadInt32", false},
	"time":             {modelPath, "", "Duration(0)", false},
	"runtime":          {modelPath, "", "Frame{}", false},
	"weak":             {modelPath, "Weak", "Make[int]", false},
	"reflect":          {modelPath, "Reflect", "ValueOf", true},
	"context":          {modelPath, "Context", "Context(nil)", false},
	"io":               {ioPath, "", "EOF", true},
	"iter":             {modelPath, "Iter", "Pull[int]", false},
	"maps":             {modelPath, "Maps", "Clone[map[int]int]", false},
	"math/rand":        {modelPath, "OldRand", "Source(nil)", false},
	"math/rand/v2":     {modelPath, "Rand", "Source(nil)", false},
	"net":              {netPath, "", "Addr(nil)", true},
	"crypto/tls":       {tlsPath, "", "VersionTLS13", true},
	"crypto/rand":      {modelPath, "Crypto", "Reader", false},
	"hash/maphash":     {modelPath, "Maphash", "Seed{}", false},
	"os/signal":        {modelPath, "Signal", "Stop", false},
	"os":               {modelPath, "Os", "Args", true},
	"syscall":          {modelPath, "Syscall", "Stdin", true},
	"testing":          {testingPath, "", "TB(nil)", false},
	"testing/synctest": {testingPath, "Synctest", "Wait", false},
}

// modelledValues are methods of a type that is no model itself, because other packages take it.
// Their models take what the method is called of.
var modelledValues = map[string]string{
	"reflect.Value.Close":    "ReflectClose",
	"reflect.Value.MapKeys":  "ReflectMapKeys",
	"reflect.Value.MapRange": "ReflectMapRange",
	"reflect.Value.Recv":     "ReflectRecv",
	"reflect.Value.Send":     "ReflectSend",
	"reflect.Value.Seq":      "ReflectSeq",
	"reflect.Value.Seq2":     "ReflectSeq2",
	"reflect.Value.TryRecv":  "ReflectTryRecv",
	"reflect.Value.TrySend":  "ReflectTrySend",
}

// hasModel reports whether a name of a standard package has a model. Those of a package whose
// models are not loaded have none.
func (p *program) hasModel(in standIn, name string) bool {
	models := p.models[in.path]
	return models != nil && models.Scope().Lookup(in.prefix+name) != nil
}

// selector rewrites a name of another package, or a method of its types: what has a
// model becomes that, and what could block outside of the model is refused when the
// program reaches it.
func (f *file) selector(s *ast.SelectorExpr) {
	object := f.info.Uses[s.Sel]
	if object == nil || object.Pkg() == nil || !f.lent(object.Pkg().Path()) {
		return
	}
	if pkg := f.imported(s); pkg != nil {
		f.qualified(s, s.Sel, pkg.Path())
		return
	}
	method, ok := object.(*types.Func)
	in, modelled := standIns[object.Pkg().Path()]
	if !ok || modelled && !in.partly || f.info.Selections[s] == nil {
		return
	}
	of := receiver(method)
	if modelled && f.hasModel(in, of[strings.LastIndexByte(of, '.')+1:]) {
		return // the type is a model itself
	}
	switch name := of + "." + object.Name(); {
	case modelledValues[name] != "" && named(f.info.TypeOf(s.X), "reflect.Value"):
		f.wrap(s.X, aliases[modelPath]+"."+modelledValues[name]+"(", "")
		f.replace(s.X.End(), s.Sel.End(), ")")
		f.used[modelPath] = true
	case name == "net/http.Handler.ServeHTTP" && f.info.Types[s.X].IsValue():
		f.wrap(s.X, aliases[modelPath]+".Handler(", ")")
	default:
		f.pass(s, method, name)
	}
}

// lent reports whether names of a package are rewritten where they are used: it is Go's own, or
// leads past it.
func (f *file) lent(path string) bool { return f.standard[path] || path == unixPath }

// imported returns the package that a name is of, nil if it is a field or a method.
func (f *file) imported(s *ast.SelectorExpr) *types.Package {
	id, _ := s.X.(*ast.Ident)
	if pkg, ok := f.info.Uses[id].(*types.PkgName); ok {
		return pkg.Imported()
	}
	return nil
}

// named reports whether a type has a name.
func named(t types.Type, name string) bool { return t != nil && types.TypeString(t, nil) == name }

// dotted rewrites the name of a package that is imported with a dot.
func (f *file) dotted(x *ast.Ident, parent ast.Node) {
	object := f.info.Uses[x]
	if s, ok := parent.(*ast.SelectorExpr); ok && s.Sel == x || object == nil || object.Pkg() == nil {
		return
	}
	if path := object.Pkg().Path(); f.dots[path] && f.lent(path) && object.Parent() == object.Pkg().Scope() {
		f.qualified(x, x, path)
	}
}

// qualified rewrites an expression that is a name of another package.
func (f *file) qualified(s ast.Expr, of *ast.Ident, path string) {
	name := of.Name
	in, ok := standIns[path]
	model := withoutWidth(path, name)
	if path == "maps" && f.sorted() {
		return
	}
	if ok && f.hasModel(in, model) {
		f.used[in.path] = true
		f.replace(s.Pos(), s.End(), aliases[in.path]+"."+in.prefix+model)
		if what := path + "." + name; what == "runtime.ReadMemStats" {
			at := f.fset.Position(s.Pos())
			f.fixed = append(f.fixed, Refusal{What: what, File: at.Filename, Line: at.Line})
		}
		return
	}
	if object, ok := f.info.Uses[of].(*types.Func); ok {
		f.pass(s, object, path+"."+name)
	}
}

// sorted reports whether the name that is visited is of a call whose result slices.Sorted takes: in
// which order it comes does not matter.
func (f *file) sorted() bool {
	last := len(f.within) - 1
	if last < 2 {
		return false
	}
	inner, called := f.within[last-1].(*ast.CallExpr)
	outer, taken := f.within[last-2].(*ast.CallExpr)
	if !called || !taken || inner.Fun != f.within[last] {
		return false
	}
	s, _ := outer.Fun.(*ast.SelectorExpr)
	if s == nil || len(outer.Args) != 1 || outer.Args[0] != inner {
		return false
	}
	sort := f.info.Uses[s.Sel]
	return sort != nil && sort.Pkg() != nil && sort.Pkg().Path() == "slices" && sort.Name() == "Sorted"
}

// withoutWidth returns the name of a function of sync/atomic without the type of its
// integers, of which its model is independent; and any other name as it is.
func withoutWidth(path, name string) string {
	for _, integer := range [...]string{"Int32", "Int64", "Uint32", "Uint64", "Uintptr"} {
		if op, ok := strings.CutSuffix(name, integer); ok && op != "" && path == "sync/atomic" {
			return "Atomic" + op
		}
	}
	return name
}

// pass leaves a function that has no model as it is, gives it a point, or makes the
// exploration end at a call. One that is only passed on, deferred, or called by a new
// goroutine, has its point, or is refused, when it is called.
func (f *file) pass(s ast.Expr, function *types.Func, what string) {
	switch how := passageOf(function); {
	case how == asIs, f.overModel(function):
	case how == asStep && f.calls[s]:
		f.wrap(s, fmt.Sprintf("threadlab_model.Step(%q, ", what), ")")
	case how == asStep:
		f.wrap(s, fmt.Sprintf("threadlab_model.StepLater(%q, ", what), ")")
	case f.calls[s]:
		f.wrap(s, fmt.Sprintf("threadlab_model.Refused(%q, ", f.placed(what, s)), ")")
	default:
		f.wrap(s, fmt.Sprintf("threadlab_model.RefusedLater(%q, ", f.placed(what, s)), ")")
	}
}

func (f *file) placed(what string, at ast.Node) string {
	return fmt.Sprintf("%s at %s:%d", what, relative(f.root, f.fset.Position(f.syntax.Package).Filename), f.line(at.Pos()))
}
