//go:build !race

package instrument

import (
	"cmp"
	"go/ast"
	"go/token"
	"slices"
	"strings"
)

// An edit replaces the text between two places.
type edit struct {
	from, to token.Pos
	by       string
	age      int  // how many came before it
	opens    bool // an insertion that belongs to what follows
}

// edits are those of one file's text, collected from the inside to the outside: of two at the
// same place, the later one is further out.
type edits struct {
	start token.Pos // of the file
	text  string
	list  []edit
}

func (e *edits) replace(from, to token.Pos, by string) {
	e.list = append(e.list, edit{from: from, to: to, by: by, age: len(e.list)})
}

func (e *edits) insert(at token.Pos, text string) { e.replace(at, at, text) }

// wrap inserts text before and after a node.
func (e *edits) wrap(n ast.Node, before, after string) {
	e.insert(n.Pos(), before)
	e.list[len(e.list)-1].opens = true
	e.insert(n.End(), after)
}

// original returns the text between two places as it was.
func (e *edits) original(from, to token.Pos) string { return e.text[from-e.start : to-e.start] }

// order compares edits by their place; of the insertions at one place those that close
// something come first, the innermost before the others, and then those that open
// something, the outermost first.
func order(a, b edit) int {
	if c := cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)); c != 0 {
		return c
	}
	switch {
	case a.opens && b.opens:
		return cmp.Compare(b.age, a.age)
	case a.opens:
		return 1
	case b.opens:
		return -1
	}
	return cmp.Compare(a.age, b.age)
}

// render returns the text between two places with the edits inside it made. An edit that another
// one covers is dropped: that one was made from the rendered inside.
func (e *edits) render(from, to token.Pos) string {
	var inside []edit
	widest := map[token.Pos]edit{} // of those that replace something, by where they begin
	for _, x := range e.list {
		if x.from >= from && x.to <= to {
			inside = append(inside, x)
			if x.to > max(x.from, widest[x.from].to) {
				widest[x.from] = x
			}
		}
	}
	slices.SortFunc(inside, order)
	var b strings.Builder
	at, last := from, edit{} // the last that replaces something: it covers what is inside it
	for _, x := range inside {
		if y := widest[x.from]; y != x && covers(y, x) || covers(last, x) {
			continue
		}
		b.WriteString(e.original(at, x.from))
		b.WriteString(x.by)
		at = x.to
		if x.from < x.to {
			last = x
		}
	}
	b.WriteString(e.original(at, to))
	return b.String()
}

// covers reports whether y replaces the text of x. Of the insertions where y begins,
// those that open something inside are covered if they came first, and of those where it
// ends, the ones that close something.
func covers(y, x edit) bool {
	switch {
	case y.from == y.to:
		return false
	case x.from < x.to:
		return y.from <= x.from && x.to <= y.to
	case x.from == y.from:
		return x.opens && x.age < y.age
	case x.from == y.to:
		return !x.opens && x.age < y.age
	}
	return y.from < x.from && x.from < y.to
}
