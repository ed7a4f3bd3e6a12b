package instrument

import (
	"cmp"
	"fmt"
	"go/ast"
	"slices"
)

// A Refusal names a construct that cannot be rewritten, and its place.
type Refusal struct {
	What string
	File string
	Line int
}

func (r Refusal) String() string {
	return fmt.Sprintf("not modelled: %s at %s:%d", r.What, r.File, r.Line)
}

func (f *file) line(at ast.Node) int { return f.fset.Position(at.Pos()).Line }

func (f *file) refuse(at ast.Node, what string) {
	r := Refusal{What: what, File: f.path, Line: f.line(at)}
	if !slices.Contains(f.refused, r) {
		f.refused = append(f.refused, r)
	}
}

func sortRefusals(list []Refusal) {
	slices.SortFunc(list, func(a, b Refusal) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.What, b.What))
	})
}
