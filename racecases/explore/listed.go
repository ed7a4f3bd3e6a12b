package explore

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/gocmd"
)

// A listed package is one as go list describes it.
type listed struct {
	ImportPath, Dir, Name, ForTest string
	Standard, DepOnly              bool
	Module                         *module
	Error                          *struct{ Err string }

	GoFiles, CgoFiles, SFiles, HFiles, SysoFiles, EmbedFiles   []string
	TestGoFiles, XTestGoFiles, TestEmbedFiles, XTestEmbedFiles []string
	Imports, TestImports, XTestImports                         []string
}

// A module is one as go list describes it. Those of a workspace are all main ones.
type module struct {
	Path, Version, Dir, GoVersion string
	Main                          bool
}

// usesCgo reports whether a package needs a C compiler.
func (p listed) usesCgo() bool { return len(p.CgoFiles) > 0 }

// compiled returns the Go files of a package without its tests.
func (p listed) compiled() []string { return slices.Concat(p.GoFiles, p.CgoFiles) }

// empty reports whether there is no package but that of the external tests.
func (p listed) empty() bool { return len(p.compiled())+len(p.TestGoFiles) == 0 }

// list returns what the tests of the package that pattern names are made of, as seen
// from dir, without the standard library, and that package itself.
func list(ctx context.Context, dir, pattern string, mode BuildMode) ([]listed, listed, error) {
	args := []string{"-e", "-deps", "-test"}
	var env []string // where cgo is on, files with cgo are compiled, as go test does
	if mode.Race {
		args, env = append(args, "-race"), mode.environment(true)
	}
	found, err := gocmd.List[listed](ctx, gocmd.Go{Dir: dir, Env: env}, append(args, "--", pattern)...)
	if err != nil {
		return nil, listed{}, fmt.Errorf("%s: %w", pattern, err)
	}
	all, targets, err := merged(found)
	switch {
	case err != nil:
		return nil, listed{}, err
	case len(targets) == 0:
		return nil, listed{}, fmt.Errorf("%s names no package outside the standard library", pattern)
	case len(targets) > 1:
		return nil, listed{}, fmt.Errorf("%s names %d packages, and a single search takes one, such as %s", pattern, len(targets), targets[0].ImportPath)
	case slices.ContainsFunc(all, listed.own):
		return nil, listed{}, fmt.Errorf("%s is made of %s, and the explorer cannot explore itself", targets[0].ImportPath, ownPath)
	}
	return all, targets[0], targets[0].check()
}

// merged returns each package once, without the standard library and the variants that
// are compiled for tests, and those that were named.
func merged(found []listed) (all, named []listed, err error) {
	seen := map[string]bool{}
	for _, p := range found {
		plain, _, variant := strings.Cut(p.ImportPath, " ")
		if p.Standard && p.DepOnly && isCopied(plain) {
			p = p.copied()
			plain = p.ImportPath
		}
		if p.Standard || p.Name == "main" && strings.HasSuffix(plain, ".test") {
			continue
		}
		if p.Error != nil {
			return nil, nil, fmt.Errorf("%s: cannot be loaded: %s", plain, gocmd.FirstLine(p.Error.Err))
		}
		if !p.DepOnly && !variant {
			named = append(named, p)
		}
		if seen[plain] || variant && (plain == p.ForTest || plain == p.ForTest+"_test") {
			continue
		}
		p.ImportPath, seen[plain] = plain, true
		all = append(all, p)
	}
	return all, named, nil
}

// own reports whether a package is the explorer's.
func (p listed) own() bool { return strings.HasPrefix(p.ImportPath+"/", ownPath+"/") }

func (p listed) check() error {
	switch {
	case p.Module == nil:
		return fmt.Errorf("%s: belongs to no module: want a package of one, and GO111MODULE not off", p.ImportPath)
	case len(p.TestGoFiles)+len(p.XTestGoFiles) == 0:
		return fmt.Errorf("%s: has no tests", p.ImportPath)
	}
	return nil
}

// waits reports whether a package has goroutines, channels, or others that wait.
func (p listed) waits() (bool, error) {
	for _, name := range p.compiled() {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return false, err
		}
		found := false
		ast.Inspect(file, func(n ast.Node) bool {
			found = found || concurrent(n)
			return !found
		})
		if found {
			return true, nil
		}
	}
	return false, nil
}

// pipes are the names of packages that many import for something else.
var pipes = []string{
	"iter.Pull", "iter.Pull2", "io.Pipe", "io.PipeReader", "io.PipeWriter", "syscall.Pipe", "syscall.Pipe2", "syscall.Socket", "syscall.Socketpair",
	"unix.Pipe", "unix.Pipe2", "unix.Socket", "unix.Socketpair",
}

// concurrent reports whether a part of a file makes its package one to instrument.
func concurrent(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		switch path, _ := strconv.Unquote(n.Path.Value); path {
		case "sync", "sync/atomic", "time", "context", "runtime", "testing", "testing/synctest", "math/rand", "math/rand/v2",
			"crypto/rand", "hash/maphash", "os/signal", "net", "crypto/tls", "net/textproto", "net/smtp", "os/exec", "log/syslog":
			return true
		}
	case *ast.GoStmt, *ast.ChanType, *ast.SendStmt, *ast.SelectStmt:
		return true
	case *ast.UnaryExpr:
		return n.Op == token.ARROW
	case *ast.SelectorExpr:
		x, ok := n.X.(*ast.Ident)
		return ok && slices.Contains(pipes, x.Name+"."+n.Sel.Name)
	}
	return false
}

// usesTLS reports whether a package imports crypto/tls, or what is made of it.
func usesTLS(p listed) bool {
	return p.imports(func(path string) bool { return path == "crypto/tls" || path == "net/smtp" }) || usesHTTP(p)
}

// usesHTTP reports whether a package imports net/http, or what is made of it.
func usesHTTP(p listed) bool {
	return p.imports(func(path string) bool {
		return path == "net/http" || strings.HasPrefix(path, "net/http/") || path == "expvar" || path == "net/rpc"
	})
}

// imports reports whether a package, or its tests, import one of some.
func (p listed) imports(some func(path string) bool) bool {
	return slices.ContainsFunc(slices.Concat(p.Imports, p.TestImports, p.XTestImports), some)
}
