package term

import (
	"bytes"
	"io"
	"os"
	"regexp"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// Width is how wide a page is, in columns, unless the terminal is narrower: it fits any projector.
const Width = 80

// narrowest is how narrow a page may be. A terminal that is narrower breaks the lines itself.
const narrowest = 40

// Width returns how wide a page is.
func (s *Screen) Width() int { return s.width }

// widthOf returns the width of a page on w.
func widthOf(w io.Writer) int {
	f, ok := w.(*os.File)
	if !ok {
		return Width
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width == 0 { // it is no terminal, or does not know
		return Width
	}
	return max(narrowest, min(width, Width))
}

// A folder writes whole lines, and breaks those that a narrow page has no room for between words: of tables, for example.
type folder struct {
	to    io.Writer
	width int
}

func (f *folder) Write(text []byte) (int, error) {
	var out bytes.Buffer
	for line := range strings.Lines(string(text)) {
		out.WriteString(f.fold(line))
	}
	if _, err := f.to.Write(out.Bytes()); err != nil {
		return 0, err
	}
	return len(text), nil
}

// fold breaks a line. What follows is behind its indent, and two columns.
func (f *folder) fold(line string) string {
	line, newline := strings.CutSuffix(line, "\n")
	end := ""
	if newline {
		end = "\n"
	}
	if ansi.StringWidth(line) <= f.width {
		return line + end
	}
	shown := ansi.Strip(line)
	if word := strings.TrimSuffix(strings.TrimSpace(shown), ` \`); !strings.Contains(word, " ") {
		return line + end // the terminal breaks it in two, and a copy of it is still whole
	}
	indent := len(shown) - len(strings.TrimLeft(shown, " "))
	on := min(indent+2, f.width/2)
	folded := Fold(ansi.TruncateLeft(line, indent, ""), f.width-on)
	return strings.Repeat(" ", min(indent, on)) + strings.ReplaceAll(folded, "\n", "\n"+strings.Repeat(" ", on)) + end
}

// symbol is what a line begins with whose colour it says in black and white.
var symbol = regexp.MustCompile(`^[!✗✓-] `)

// Wrap breaks text so that it fits the page behind an indent. Its further lines begin below where it does, and behind the
// symbol that it begins with: only that, or what the indent has besides spaces, marks the first of them.
func (s *Screen) Wrap(text, indent string) string {
	if n := ansi.StringWidth(symbol.FindString(ansi.Strip(text))); n > 0 {
		indent, text = indent+ansi.Truncate(text, n, ""), ansi.TruncateLeft(text, n, "")
	}
	on := strings.Repeat(" ", ansi.StringWidth(indent))
	return indent + strings.ReplaceAll(Fold(text, s.width-len(on)), "\n", "\n"+on)
}

// Paragraph writes a text that fits the page, see [Screen.Wrap].
func (s *Screen) Paragraph(text, indent string) { s.Println(s.Wrap(text, indent)) }

// Remark writes a line beside the results. On a terminal it is broken between words, behind what it begins with; elsewhere,
// where programs look for it, it stays a line.
func Remark(w io.Writer, head, text string) {
	if s := NewScreen(w); IsTerminal(w) {
		s.Paragraph(text, head)
	} else {
		s.Println(head + text)
	}
}

var flagWord = regexp.MustCompile(`(^|[ (])-[\w-]+|[\w.-]*/[\w./-]+`)

// Fold breaks text into lines of at most so many columns: a flag of a command stays whole, and so does a path.
func Fold(text string, width int) string {
	const whole = "\u2011" // a hyphen at which no line is broken
	text = flagWord.ReplaceAllStringFunc(text, func(f string) string { return strings.ReplaceAll(f, "-", whole) })
	return strings.ReplaceAll(ansi.Wrap(text, width, ""), whole, "-")
}
