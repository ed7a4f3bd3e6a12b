package term

import (
	"go/scanner"
	"go/token"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"
	"github.com/charmbracelet/x/ansi"

	"threadlab/racecases/corpus/halfdiff"
)

// Go colours Go source, which may be a part of a file, as GitHub does.
func (s *Screen) Go(source string) string {
	text := []byte(strings.TrimRight(source, "\n"))
	file := token.NewFileSet().AddFile("", -1, len(text))
	var tokens scanner.Scanner
	tokens.Init(file, text, nil, scanner.ScanComments)
	var b strings.Builder
	at, kind := 0, token.ILLEGAL
	for kind != token.EOF { // the next token tells where one ends, and whether it is called
		pos, next, _ := tokens.Scan()
		end := file.Offset(pos)
		word := strings.TrimRight(string(text[at:end]), " \t\n")
		if word != "" {
			b.WriteString(s.token(kind, next).Styled(word))
		}
		b.Write(text[at+len(word) : end])
		at, kind = end, next
	}
	return b.String()
}

// token returns the style of a token in front of another.
func (s *Screen) token(kind, next token.Token) ansi.Style {
	switch {
	case kind == token.COMMENT:
		return s.faint().Italic(true)
	case kind == token.IDENT && next == token.LPAREN:
		return s.style(tone{"#6639ba", "#d2a8ff", ansi.Magenta}).Bold()
	case kind == token.STRING, kind == token.CHAR:
		return s.style(tone{"#0a3069", "#a5d6ff", ansi.Cyan})
	case kind.IsLiteral() && kind != token.IDENT:
		return s.style(tone{"#0550ae", "#a5d6ff", ansi.Blue})
	case kind.IsKeyword():
		return s.style(tone{"#cf222e", "#ff7b72", ansi.Red})
	case kind.IsOperator() && kind < token.LPAREN:
		return s.style(tone{"#0550ae", "#ff7b72", ansi.Red}).Bold()
	}
	return ansi.NewStyle() // whatever the background is, the terminal's own letters can be read
}

// A function of up to wholeFunction lines is shown whole; of a longer one, around
// equal lines are kept on each side of a change.
const (
	wholeFunction = 24
	around        = 3
)

// Diff draws the way from the broken half to the correct one. Of what is above
// the function, such as imports, only what changes is shown.
func (s *Screen) Diff(diff []halfdiff.Line) string {
	start := slices.IndexFunc(diff, func(l halfdiff.Line) bool { return strings.HasPrefix(l.Text, "func ") })
	whole := len(diff)-start <= wholeFunction
	var b strings.Builder
	skipped := false
	for i, l := range diff {
		shown := l.Op != udiff.Equal || i >= start && (whole || near(diff, i))
		if shown && skipped && i > start {
			b.WriteString(s.Faint("        ...") + "\n")
		}
		skipped = !shown
		if shown {
			b.WriteString(s.diffLine(l) + "\n")
		}
	}
	if skipped {
		b.WriteString(s.Faint("        ..."))
	}
	return strings.TrimRight(b.String(), "\n")
}

func (s *Screen) diffLine(l halfdiff.Line) string {
	text := s.code(strings.ReplaceAll(l.Text, "\t", "    "), len("    + "))
	switch l.Op {
	case udiff.Insert:
		return s.Good("    + ") + text
	case udiff.Delete:
		return s.Bad("    - ") + text
	}
	return "      " + text
}

// code is a line of source after a margin, continued where it does not fit the page.
func (s *Screen) code(line string, margin int) string {
	if len(line) <= s.width-margin {
		return s.Go(line)
	}
	code := strings.TrimLeft(line, " ")
	indent := strings.Repeat(" ", len(line)-len(code))
	on := strings.Repeat(" ", margin) + indent + "        "
	return indent + strings.ReplaceAll(ansi.Wrap(s.Go(code), s.width-len(on), ""), "\n", "\n"+on)
}

// near reports whether a line is a change, or close enough to one to be shown.
func near(diff []halfdiff.Line, i int) bool {
	for j := max(0, i-around); j <= min(i+around, len(diff)-1); j++ {
		if diff[j].Op != udiff.Equal {
			return true
		}
	}
	return false
}
