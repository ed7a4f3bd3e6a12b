// Package halfdiff compares the two halves of a case, line by line. It is apart from what a
// case is, so that the runners link nothing that compares texts.
package halfdiff

import (
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"threadlab/racecases/corpus"
)

// A Line is one line of the way from the broken half to the correct one.
type Line struct {
	Op   udiff.OpKind // udiff.Equal, udiff.Delete (broken only), udiff.Insert (correct only)
	Text string
}

// Of compares the code of the halves: build constraints, blank lines, comments
// and markers are left out, because they are not what the lesson is about.
func Of(r corpus.Ref) ([]Line, error) {
	broken, err := r.Text(corpus.Broken)
	if err != nil {
		return nil, err
	}
	correct, err := r.Text(corpus.Correct)
	if err != nil {
		return nil, err
	}
	return Lines(corpus.Code(broken), corpus.Code(correct)), nil
}

// Lines compares two texts. There is no line if they do not differ.
func Lines(before, after string) []Line {
	const everything = 1 << 20
	u, err := udiff.ToUnifiedDiff("broken", "correct", before, udiff.Lines(before, after), everything)
	if err != nil {
		panic(err) // of edits that are of another text
	}
	var lines []Line
	for _, h := range u.Hunks {
		for _, l := range h.Lines {
			lines = append(lines, Line{Op: l.Kind, Text: strings.TrimRight(l.Content, "\n")})
		}
	}
	return lines
}
