package trial

import (
	"encoding/json"
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
	"threadlab/racecases/goreport"
)

// overlay writes what go build -overlay takes: the Builder's own replacements,
// and for the go-deadlock build every file of a lesson that uses a mutex of sync.
// It returns no name if there is nothing to replace.
func (b *Builder) overlay(file string, build detect.Build) (string, error) {
	replace := map[string]string{}
	for path, by := range b.replace {
		replace[filepath.Join(b.root, path)] = by
	}
	if build == detect.GoDeadlockBuild {
		if err := b.watchMutexes(file+"-src", replace); err != nil {
			return "", err
		}
	}
	if len(replace) == 0 {
		return "", nil
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	name := file + "-overlay.json"
	return name, os.WriteFile(name, text, 0o644)
}

func (b *Builder) watchMutexes(dir string, replace map[string]string) error {
	files, err := filepath.Glob(filepath.Join(b.root, "racecases", "lessons", "*", "*.go"))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	for _, path := range files {
		source := path
		if by, ok := replace[path]; ok {
			source = by
		}
		text, err := os.ReadFile(source)
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
		copied := filepath.Join(dir, filepath.Base(filepath.Dir(path))+"-"+filepath.Base(path))
		if err := os.WriteFile(copied, []byte(goreport.Named(path, changed)), 0o644); err != nil {
			return err
		}
		replace[path] = copied
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
