package instrument

import (
	"cmp"
	"slices"
	"strings"
)

// An edit replaces text[from:to].
type edit struct {
	from, to int
	by       string
}

// edits are collected from the inside to the outside: of two at the same place,
// the later one is further out.
type edits struct {
	text string
	list []edit
}

func (e *edits) replace(from, to int, by string) {
	e.list = append(e.list, edit{from, to, by})
}

// before and after insert text around text[from:to].
func (e *edits) around(from, to int, before, after string) {
	e.replace(from, from, before)
	e.replace(to, to, after)
}

// render returns text[from:to] with the edits inside it made. An edit that another
// one covers is dropped: whoever made that has rendered the inside already.
func (e *edits) render(from, to int) string {
	var inside []edit
	for _, x := range e.list {
		if x.from >= from && x.to <= to {
			inside = append(inside, x)
		}
	}
	slices.SortStableFunc(inside, func(a, b edit) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to))
	})
	inside = slices.DeleteFunc(inside, func(x edit) bool {
		return slices.ContainsFunc(e.list, func(y edit) bool { return y != x && covers(y, x) && y.from >= from && y.to <= to })
	})
	var b strings.Builder
	at := from
	for _, x := range inside {
		b.WriteString(e.text[at:x.from])
		b.WriteString(x.by)
		at = x.to
	}
	b.WriteString(e.text[at:to])
	return b.String()
}

// covers reports whether y replaces what x is about.
func covers(y, x edit) bool {
	if y.from == y.to {
		return false
	}
	if x.from == x.to {
		return y.from < x.from && x.from <= y.to
	}
	return y.from <= x.from && x.to <= y.to
}
