package trial

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/gocmd"
)

// overlay returns the flags for a build that reads the Builder's own replacements, and
// for the go-deadlock build the changed text of each file of a lesson that uses a mutex
// of sync. What it writes goes into dir.
func (b *Builder) overlay(dir string, build detect.Build) ([]string, error) {
	o := gocmd.NewOverlay(dir)
	for path, by := range b.replace {
		o.Use(filepath.Join(b.root, path), by)
	}
	if build == detect.GoDeadlockBuild {
		if err := b.watchMutexes(o); err != nil {
			return nil, err
		}
	}
	return o.Flags()
}

func (b *Builder) watchMutexes(o *gocmd.Overlay) error {
	files, err := filepath.Glob(filepath.Join(b.root, "racecases", "lessons", "*", "*.go"))
	if err != nil {
		return err
	}
	for _, path := range files {
		text, err := os.ReadFile(o.File(path))
		if err != nil {
			return err
		}
		changed, err := WatchMutexes(string(text), goDeadlock)
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		if changed == string(text) {
			continue
		}
		if err := o.Add(path, gocmd.Named(path, changed)); err != nil {
			return err
		}
	}
	return nil
}

const goDeadlock = "github.com/sasha-s/go-deadlock"

// watched is what a file calls the package that it gets its mutexes from: nothing
// that it has a name for already.
const watched = "threadlab_deadlock"

// WatchMutexes returns a Go file with the mutexes of go-deadlock, which is found at
// the import path, in the place of those of sync, every line where it was. A file
// that uses none comes back as it is.
func WatchMutexes(text, path string) (string, error) {
	f, err := parser.ParseFile(token.NewFileSet(), "", text, parser.SkipObjectResolution)
	if err != nil {
		return "", err
	}
	var at []int
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok && isMutex(s) {
			at = append(at, int(s.Pos())-1)
		}
		return true
	})
	if len(at) == 0 {
		return text, nil
	}
	slices.Sort(at)
	for _, i := range slices.Backward(at) {
		text = text[:i] + watched + strings.TrimPrefix(text[i:], "sync")
	}
	end := int(f.Name.End()) - 1
	text = text[:end] + "; import " + watched + " " + strconv.Quote(path) + text[end:]
	return text + "\nvar _ sync.Locker // the import may have lost its last use\n", nil
}

func isMutex(s *ast.SelectorExpr) bool {
	x, ok := s.X.(*ast.Ident)
	return ok && x.Name == "sync" && (s.Sel.Name == "Mutex" || s.Sel.Name == "RWMutex")
}
