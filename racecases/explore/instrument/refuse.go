//go:build !race

package instrument

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"slices"
)

// A Refusal names an initialiser that is not evaluated again, and its place.
type Refusal struct {
	What string
	File string
	Line int
}

func (r Refusal) String() string {
	return fmt.Sprintf("not modelled: %s at %s:%d", r.What, r.File, r.Line)
}

func (f *file) line(at ast.Node) int { return f.lineOf(at.Pos()) }

func (f *file) lineOf(p token.Pos) int { return f.fset.Position(p).Line }

func sortRefusals(list []Refusal) {
	slices.SortFunc(list, func(a, b Refusal) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.What, b.What))
	})
}
