package usertests

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"

	"threadlab/racecases/detect"
	"threadlab/racecases/goreport"
)

// A scope is a function, named or literal, by its lines; the zero scope is none.
type scope struct {
	file        string
	first, last int
}

// scopeOf returns the innermost function around a line of the module, or that which begins there. A line of a function literal
// and of the function around it belongs to the literal.
func (p *Package) scopeOf(at detect.Frame) (in scope) {
	file, own := strings.CutPrefix(at.File, p.Module+"/")
	if !own {
		return scope{}
	}
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, filepath.Join(p.Root, filepath.FromSlash(file)), nil, parser.SkipObjectResolution)
	if err != nil { // generated, or of another module below this one's path
		return scope{}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit: // inner ones come later
			s := scope{at.File, files.PositionFor(n.Pos(), false).Line, files.PositionFor(n.End(), false).Line}
			if s.first <= at.Line && at.Line <= s.last {
				in = s
			}
		}
		return true
	})
	return in
}

// tellsOfRace reports whether a linter's remark on what goroutines share is about a function that races, or about the line that
// creates the goroutine: a lock that is copied does not guard what the function accesses.
func (p *Package) tellsOfRace(remark, race detect.Finding) bool {
	if race.Race == nil || !aboutSharing(remark.Label) {
		return false
	}
	at := remark.Places[0].Frame
	in := p.scopeOf(at)
	inScope := func(place detect.Place) bool { return in != scope{} && p.scopeOf(place.Frame) == in }
	creates := func(f detect.Frame) bool { return f.File == at.File && f.Line == at.Line }
	return slices.ContainsFunc(race.Places, inScope) || slices.ContainsFunc(race.Race.Accesses[:], func(a goreport.Access) bool {
		return slices.ContainsFunc(a.Created, creates)
	})
}
