package corpus

import (
	"fmt"
	"go/scanner"
	"go/token"
	"io/fs"
	"path"
	"strings"
)

// File returns the name of the file that holds a half, as in lost_update_broken.go.
func (c Case) File(h Half) string {
	if h == Broken {
		return c.fileStem() + "_broken.go"
	}
	return c.fileStem() + ".go"
}

// CaseFile returns the name of the file that says all that is known of the case, as in lost_update_case.go.
func (c Case) CaseFile() string { return c.fileStem() + "_case.go" }

func (c Case) fileStem() string { return strings.ReplaceAll(c.Slug, "-", "_") }

// Path returns the path of the file that holds a half, relative to the module's root.
func (r Ref) Path(h Half) string {
	return "racecases/lessons/" + r.Lesson.Slug + "/" + r.Case.File(h)
}

// Text returns the source of a half.
func (r Ref) Text(h Half) (string, error) {
	b, err := r.Source(r.Case.File(h))
	if err != nil {
		return "", fmt.Errorf("%s has no source for its %s half: %w", r.Name(), h, err)
	}
	return string(b), nil
}

// Source returns the text of a file of the lesson, whatever folder its path names.
func (r Ref) Source(file string) ([]byte, error) {
	if r.Lesson.Source == nil {
		return nil, fmt.Errorf("lesson %s: %w", r.Lesson.Slug, fs.ErrNotExist)
	}
	return fs.ReadFile(r.Lesson.Source, path.Base(file))
}

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
