package corpus

import (
	"go/scanner"
	"go/token"
	"strings"

	"github.com/aymanbagabas/go-udiff"
)

// A DiffLine is one line of the way from the broken half to the correct one.
type DiffLine struct {
	Op   udiff.OpKind // udiff.Equal, udiff.Delete (broken only), udiff.Insert (correct only)
	Text string
}

// Diff compares the code of the halves: build constraints, blank lines, comments
// and markers are left out, because they are not what the lesson is about.
func (r Ref) Diff() ([]DiffLine, error) {
	broken, err := r.Text(Broken)
	if err != nil {
		return nil, err
	}
	correct, err := r.Text(Correct)
	if err != nil {
		return nil, err
	}
	return diffCode(code(broken), code(correct))
}

// Changed counts the lines in which the halves differ: a line replaced by another counts once.
func Changed(diff []DiffLine) int {
	n, deleted, inserted := 0, 0, 0
	for _, l := range append(diff, DiffLine{Op: udiff.Equal}) {
		switch l.Op {
		case udiff.Delete:
			deleted++
		case udiff.Insert:
			inserted++
		default:
			n += max(deleted, inserted)
			deleted, inserted = 0, 0
		}
	}
	return n
}

func diffCode(before, after string) ([]DiffLine, error) {
	const everything = 1 << 20
	u, err := udiff.ToUnifiedDiff("broken", "correct", before, udiff.Lines(before, after), everything)
	if err != nil {
		return nil, err
	}
	var lines []DiffLine
	for _, h := range u.Hunks {
		for _, l := range h.Lines {
			lines = append(lines, DiffLine{Op: l.Kind, Text: strings.TrimRight(l.Content, "\n")})
		}
	}
	return lines, nil
}

// code strips a Go file of what the diff of a pair does not count.
func code(text string) string {
	var s scanner.Scanner
	f := token.NewFileSet().AddFile("", -1, len(text))
	s.Init(f, []byte(text), nil, scanner.ScanComments)
	bare := []byte(text)
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			break
		}
		if tok != token.COMMENT {
			continue
		}
		for i := range len(lit) {
			if at := f.Offset(pos) + i; bare[at] != '\n' {
				bare[at] = ' '
			}
		}
	}
	var b strings.Builder
	for line := range strings.Lines(string(bare)) {
		if line = strings.TrimRight(line, " \t\r\n"); line != "" {
			b.WriteString(line + "\n")
		}
	}
	return b.String()
}
