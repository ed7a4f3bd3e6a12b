package corpus

import (
	"go/scanner"
	"go/token"
	"strings"
)

// Code strips a Go file of what the diff of a pair does not count: comments and blank lines.
func Code(text string) string {
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
