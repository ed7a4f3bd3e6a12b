package book

import (
	"go/scanner"
	"go/token"
	"html/template"
	"regexp"
	"strings"
)

// The classes of what is coloured in code.
const (
	plain   = 0
	keyword = 'k'
	literal = 's'
	comment = 'c'
)

// goHTML colours Go, a line each.
func goHTML(text string) []template.HTML {
	var s scanner.Scanner
	f := token.NewFileSet().AddFile("", -1, len(text))
	s.Init(f, []byte(text), nil, scanner.ScanComments)
	classes := make([]byte, len(text))
	for {
		pos, tok, lit := s.Scan()
		switch {
		case tok == token.EOF:
			return colour(text, classes)
		case tok == token.COMMENT:
			fill(classes, f.Offset(pos), len(lit), comment)
		case tok.IsKeyword():
			fill(classes, f.Offset(pos), len(lit), keyword)
		case tok == token.STRING || tok == token.CHAR:
			fill(classes, f.Offset(pos), len(lit), literal)
		}
	}
}

var pythonTokens = regexp.MustCompile(`(#.*)|(f?"[^"\n]*"|f?'[^'\n]*')|\b(?:(False|None|True|and|as|break|class|continue|def|del|elif|else|except|finally|for|from|global|if|import|in|is|lambda|nonlocal|not|or|pass|raise|return|try|while|with|yield))\b`)

// pythonHTML colours Python.
func pythonHTML(text string) template.HTML {
	classes := make([]byte, len(text))
	for _, at := range pythonTokens.FindAllStringSubmatchIndex(text, -1) {
		class := byte(keyword)
		switch {
		case at[2] >= 0:
			class = comment
		case at[4] >= 0:
			class = literal
		}
		fill(classes, at[0], at[1]-at[0], class)
	}
	var b strings.Builder
	for _, line := range colour(strings.TrimSuffix(text, "\n"), classes) {
		b.WriteString(string(line) + "\n")
	}
	return template.HTML(b.String())
}

func fill(classes []byte, at, n int, class byte) {
	for i := at; i < min(at+n, len(classes)); i++ {
		classes[i] = class
	}
}

// colour escapes text and puts each run of one class into an element, a line each.
func colour(text string, classes []byte) []template.HTML {
	var lines []template.HTML
	begin := 0
	for line := range strings.SplitSeq(text, "\n") {
		var b strings.Builder
		for at := 0; at < len(line); {
			class, end := classes[begin+at], at
			for end < len(line) && classes[begin+end] == class {
				end++
			}
			escaped := template.HTMLEscapeString(line[at:end])
			if class == plain {
				b.WriteString(escaped)
			} else {
				b.WriteString(`<i class="` + string(rune(class)) + `">` + escaped + `</i>`)
			}
			at = end
		}
		lines = append(lines, template.HTML(b.String()))
		begin += len(line) + 1
	}
	return lines
}
