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
	"math/rand":        {modelPath, "Rand", "Source(nil)"},
	"math/rand/v2":     {modelPath, "RandV2", "Source(nil)"},
	"testing":          {testingPath, "", "TB(nil)"},
	"testing/synctest": {testingPath, "Synctest", "Wait"},
}

// harmless are the packages that neither wait nor depend on who waits; with a
// slash at its end, all below it as well.
var harmless = []string{
	"bufio", "bytes", "cmp", "compress/", "container/", "crypto/", "embed", "encoding/", "errors", "flag", "fmt",
	"go/", "hash/", "html/", "image/", "index/", "io/", "iter", "log/", "maps", "math/", "mime", "net/netip", "net/url",
	"path/", "reflect", "regexp/", "runtime/debug", "slices", "sort", "strconv", "strings", "structs", "text/",
	"testing/fstest", "testing/iotest", "testing/quick", "unicode/", "unique", "unsafe", "weak",
}

// harmful are the exceptions: they wait for others, are never the same twice, or
// end the process.
var harmful = []string{
	"crypto/rand", "io.Pipe", "log.Fatal", "log.Fatalf", "log.Fatalln", "math/rand", "math/rand/v2", "log/syslog", "runtime/debug.SetGCPercent",
	"reflect.Select", "reflect.Value.Close", "reflect.Value.Recv", "reflect.Value.Send", "reflect.Value.TryRecv", "reflect.Value.TrySend",
}

// untouched are the names of other packages that stay what they are: they do not wait.
var untouched = map[string][]string{
	"time": {
		"Date", "Unix", "UnixMilli", "UnixMicro", "Parse", "ParseDuration", "ParseInLocation", "FixedZone", "LoadLocation",
	},
	"runtime": {
		"Goexit", "FuncForPC", "KeepAlive", "Callers", "Caller", "CallersFrames", "GC", "Version", "LockOSThread", "UnlockOSThread",
	},
	// A context that is never cancelled wakes nobody.
	"context": {"Background", "TODO", "WithValue", "WithoutCancel"},
	"os":      {"Getenv", "LookupEnv", "Environ", "Setenv", "Unsetenv", "Expand", "ExpandEnv", "IsNotExist", "IsExist", "Getpid", "NewSyscallError", "Args"},
	// A generator of its own seed repeats itself.
	"math/rand":    {"New", "NewSource", "NewZipf"},
	"math/rand/v2": {"New", "NewPCG", "NewChaCha8", "NewZipf"},
	"os/signal":    {"Stop", "Ignore", "Reset"}, // without Notify nobody waits for a signal
}

// calm are types whose methods do not wait, of packages where others do.
var calm = []string{
	"os.PathError", "os.SyscallError", "os.FileMode", "os.FileInfo", "os.Signal",
	"net.IP", "net.IPNet", "net.IPMask", "net.Error", "net.Addr", "net/http.Header", "net/http.Request",
}

// selector looks at a name of another package, or a method of its types: what has
// a model becomes that, and what could wait outside of the model is refused when it
// is reached.
func (f *file) selector(s *ast.SelectorExpr) {
	object := f.info.Uses[s.Sel]
	if object == nil || object.Pkg() == nil || !f.standard(object.Pkg().Path()) {
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
	if name := of + "." + object.Name(); !quiet(object.Pkg().Path(), name) && !slices.Contains(calm, of) {
		f.whenReached(s, name)
	}
}

// qualified looks at pkg.Name.
func (f *file) qualified(s *ast.SelectorExpr, x *ast.Ident, path string) {
	name := s.Sel.Name
	if in, ok := standIns[path]; ok && f.models[in.path] != nil && f.models[in.path].Scope().Lookup(in.prefix+name) != nil {
		f.used[in.path] = true
		f.replace(f.offset(x.Pos()), f.offset(s.Sel.End()), aliases[in.path]+"."+in.prefix+name)
		return
	}
	switch object := f.info.Uses[s.Sel].(type) {
	case *types.TypeName:
		if (path == "sync" || path == "sync/atomic" || path == "testing") && name != "Locker" {
			f.refuse(s, path+"."+name) // its twin does not fit in
		}
	case *types.Func:
		if slices.Contains(untouched[path], name) || quiet(path, path+"."+name) {
			return
		}
		if object.Signature().TypeParams() != nil {
			f.refuse(s, path+"."+name)
			return
		}
		f.whenReached(s, path+"."+name)
	}
}

// quiet reports whether a package, but for its exceptions, is harmless.
func quiet(path, name string) bool {
	if slices.Contains(harmful, path) || slices.Contains(harmful, name) {
		return false
	}
	return slices.ContainsFunc(harmless, func(p string) bool {
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

// whenReached has the exploration end at a call of what is not modelled. A function
// that is only handed on is refused when it is called at last.
func (f *file) whenReached(s *ast.SelectorExpr, what string) {
	how := "threadlab_model.RefusedLater"
	if f.calls[s] {
		how = "threadlab_model.Refused"
	}
	f.wrap(s, fmt.Sprintf("%s(%q, ", how, fmt.Sprintf("%s at %s", what, f.place(s))), ")")
}
