package gocmd

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

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
