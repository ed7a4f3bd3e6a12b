package corpus

import (
	"fmt"
	"io/fs"
	"iter"
	"path"
	"strings"
	"text/scanner"
)

// CheckSlug returns an error for what cannot name a case. The last word must not be one
// that tells the files of a case apart.
func CheckSlug(slug string) error {
	for word := range strings.SplitSeq(slug, "-") {
		if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz0123456789") != "" {
			return fmt.Errorf("slug %q: want lower-case words and digits joined by hyphens", slug)
		}
	}
	if strings.HasSuffix(slug, "-broken") || strings.HasSuffix(slug, "-case") {
		return fmt.Errorf("slug %q: want another last word: -broken and -case end the names of a case's files", slug)
	}
	return nil
}

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
	bare := []byte(text)
	for comment, at := range comments(text) {
		for i := range len(comment) {
			if b := &bare[at.Offset+i]; *b != '\n' {
				*b = ' '
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

// comments returns the comments of a Go file, and where each begins. It scans for tokens, because the same characters may be
// in a string. Of the two scanners in the standard library it is the one that is compiled faster: every runner links it.
func comments(text string) iter.Seq2[string, scanner.Position] {
	return func(yield func(string, scanner.Position) bool) {
		var s scanner.Scanner
		s.Init(strings.NewReader(text))
		s.Mode = scanner.GoTokens &^ scanner.SkipComments
		s.Error = func(*scanner.Scanner, string) {} // the compiler reports it
		for token := s.Scan(); token != scanner.EOF; token = s.Scan() {
			if token == scanner.Comment && !yield(s.TokenText(), s.Position) {
				return
			}
		}
	}
}
