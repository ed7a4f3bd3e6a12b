package instrument

import (
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strings"
)

// The packages that new text calls, and what it calls them.
const (
	modelPath   = "threadlab/racecases/explore/model"
	testingPath = "threadlab/racecases/explore/testing"
)

var aliases = map[string]string{modelPath: "threadlab_model", testingPath: "threadlab_testing"}

// A standIn says where the model of a standard package is: the name X of the
// package has a model if the other package has one of the name prefix+X.
type standIn struct {
	path   string
	prefix string
	keep   string // a value of the standard package, for files that use models only
}

var standIns = map[string]standIn{
	"sync":             {modelPath, "", "Locker(nil)"},
	"sync/atomic":      {modelPath, "", "LoadInt32"},
	"time":             {modelPath, "", "Duration(0)"},
	"runtime":          {modelPath, "", "Frame{}"},
	"context":          {modelPath, "Context", "Context(nil)"},
	"maps":             {modelPath, "Maps", "Clone[map[int]int]"},
	"math/rand":        {modelPath, "OldRand", "Source(nil)"},
	"math/rand/v2":     {modelPath, "Rand", "Source(nil)"},
	"testing":          {testingPath, "", "TB(nil)"},
	"testing/synctest": {testingPath, "Synctest", "Wait"},
}

// nonBlockingPkgs are the packages that neither block nor depend on what other
// goroutines do; with a slash at its end, a path stands for all packages below it as well.
var nonBlockingPkgs = []string{
	"bufio", "bytes", "cmp", "compress/", "container/", "crypto/", "embed", "encoding/", "errors", "flag", "fmt",
	"go/", "hash/", "html/", "image/", "index/", "io/", "iter", "log/", "maps", "math/", "mime", "net/netip", "net/url",
	"path/", "reflect", "regexp/", "runtime/debug", "slices", "sort", "strconv", "strings", "structs", "text/",
	"testing/fstest", "testing/iotest", "testing/quick", "unicode/", "unique", "unsafe", "weak",
}

// blocking are the exceptions: they block, return something else each time, or end the
// process.
var blocking = []string{
	"crypto/rand", "io.Pipe", "log.Fatal", "log.Fatalf", "log.Fatalln", "math/rand", "math/rand/v2", "log/syslog", "runtime/debug.SetGCPercent",
	"reflect.Select", "reflect.Value.Close", "reflect.Value.Recv", "reflect.Value.Send", "reflect.Value.TryRecv", "reflect.Value.TrySend",
}

// passThrough are the names of other packages that are called as they are: they do not
// block.
var passThrough = map[string][]string{
	"time": {
		"Date", "Unix", "UnixMilli", "UnixMicro", "Parse", "ParseDuration", "ParseInLocation", "FixedZone", "LoadLocation",
	},
	"runtime": {
		"Goexit", "FuncForPC", "KeepAlive", "Callers", "Caller", "CallersFrames", "GC", "Version", "LockOSThread", "UnlockOSThread",
	},
	// A context that is never cancelled wakes no goroutine.
	"context": {"Background", "TODO", "WithValue", "WithoutCancel"},
	"os":      {"Getenv", "LookupEnv", "Environ", "Setenv", "Unsetenv", "Expand", "ExpandEnv", "IsNotExist", "IsExist", "Getpid", "NewSyscallError", "Args"},
	// A generator of its own seed repeats itself.
	"math/rand":    {"New", "NewSource", "NewZipf"},
	"math/rand/v2": {"New", "NewPCG", "NewChaCha8", "NewZipf"},
	"os/signal":    {"Stop", "Ignore", "Reset"}, // without Notify nothing waits for a signal
}

// nonBlockingTypes are types whose methods do not block, of packages where others do.
var nonBlockingTypes = []string{
	"os.PathError", "os.SyscallError", "os.FileMode", "os.FileInfo", "os.Signal",
	"net.IP", "net.IPNet", "net.IPMask", "net.Error", "net.Addr", "net/http.Header", "net/http.Request",
}

// selector rewrites a name of another package, or a method of its types: what has a
// model becomes that, and what could block outside of the model is refused when the
// program reaches it.
func (f *file) selector(s *ast.SelectorExpr) {
	object := f.info.Uses[s.Sel]
	if object == nil || object.Pkg() == nil || !f.standard[object.Pkg().Path()] {
		return
	}
	if x, ok := s.X.(*ast.Ident); ok {
		if pkg, ok := f.info.Uses[x].(*types.PkgName); ok {
			f.qualified(s, x, pkg.Imported().Path())
			return
		}
	}
	method, ok := object.(*types.Func)
	_, modelled := standIns[object.Pkg().Path()]
	if !ok || modelled || f.info.Selections[s] == nil {
		return
	}
	of := receiver(method)
	if name := of + "." + object.Name(); !nonBlocking(object.Pkg().Path(), name) && !slices.Contains(nonBlockingTypes, of) {
		f.whenReached(s, name)
	}
}

// qualified rewrites pkg.Name.
func (f *file) qualified(s *ast.SelectorExpr, x *ast.Ident, path string) {
	name := s.Sel.Name
	in, ok := standIns[path]
	model := in.prefix + withoutWidth(path, name)
	if ok && f.models[in.path].Scope().Lookup(model) != nil {
		f.used[in.path] = true
		f.replace(f.offset(x.Pos()), f.offset(s.Sel.End()), aliases[in.path]+"."+model)
		return
	}
	object, ok := f.info.Uses[s.Sel].(*types.Func)
	// Those with type parameters call what they are given, and wait for nothing else.
	if ok && object.Signature().TypeParams() == nil && !slices.Contains(passThrough[path], name) && !nonBlocking(path, path+"."+name) {
		f.whenReached(s, path+"."+name)
	}
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

// nonBlocking reports whether a name of a package does not block.
func nonBlocking(path, name string) bool {
	if slices.Contains(blocking, path) || slices.Contains(blocking, name) {
		return false
	}
	return slices.ContainsFunc(nonBlockingPkgs, func(p string) bool {
		return path == strings.TrimSuffix(p, "/") || strings.HasSuffix(p, "/") && strings.HasPrefix(path, p)
	})
}

// receiver names the type that a method belongs to.
func receiver(method *types.Func) string {
	t := method.Signature().Recv().Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := t.(*types.Named); ok {
		return named.Obj().Pkg().Path() + "." + named.Obj().Name()
	}
	return method.Pkg().Path()
}

// whenReached makes the exploration end at a call of what is not modelled. A function
// that is only passed on is refused when it is called.
func (f *file) whenReached(s *ast.SelectorExpr, what string) {
	refusal := "threadlab_model.RefusedLater"
	if f.calls[s] {
		refusal = "threadlab_model.Refused"
	}
	f.wrap(s, fmt.Sprintf("%s(%q, ", refusal, fmt.Sprintf("%s at %s:%d", what, f.path, f.line(s))), ")")
}
