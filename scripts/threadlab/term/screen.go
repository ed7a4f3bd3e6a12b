// Package term draws on a terminal: colours that are left out where they would
// not be seen, source code, and progress bars.
package term

import (
	"fmt"
	"io"
	"os"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// A Screen is a writer that knows how much colour its reader can see: none in a
// file, in a pipe or with NO_COLOR set. Every colour goes with a symbol or a word.
type Screen struct {
	to      io.Writer
	colours palette
	light   bool
	width   int    // of a page
	pager   *pager // nil: nothing waits for its reader
}

// NewScreen returns a Screen over w, for a dark background unless the terminal says that it has a light one.
func NewScreen(w io.Writer) *Screen {
	s := NewScreenOf(w, widthOf(w))
	if f, ok := w.(*os.File); ok && s.colours > stripped && IsTerminal(f) && !drawsColours(f) {
		s.colours = stripped // it would print sequences as they stand
	}
	return s
}

// NewScreenOf returns a Screen over w with pages of so many columns.
func NewScreenOf(w io.Writer, width int) *Screen {
	s := &Screen{to: w, colours: paletteOf(IsTerminal(w), os.Getenv), light: isLight(os.Getenv), width: width}
	if width < Width {
		s.to = &folder{s.to, width}
	}
	return s
}

// Write writes a text, without its colours and weights if its reader sees none.
func (s *Screen) Write(text []byte) (int, error) {
	if s.colours > stripped {
		return s.to.Write(text)
	}
	if _, err := io.WriteString(s.to, ansi.Strip(string(text))); err != nil {
		return 0, err
	}
	return len(text), nil
}

// Light chooses colours for a light background, or for a dark one.
func (s *Screen) Light(light bool) { s.light = light }

// Println writes a line. A reader that has gone away is not an error here.
func (s *Screen) Println(text string) { _, _ = fmt.Fprintln(s, text) }

// Good, Bad and Warn colour a text; the text itself says what the colour means.
func (s *Screen) Good(text string) string {
	return s.style(tone{"#116329", "#56d364", ansi.Green}).Styled(text)
}

// Bad colours what failed.
func (s *Screen) Bad(text string) string {
	return s.style(tone{"#a40e26", "#ff7b72", ansi.Red}).Bold().Styled(text)
}

// Warn colours what needs attention.
func (s *Screen) Warn(text string) string {
	return s.style(tone{"#7d4e00", "#e3b341", ansi.Yellow}).Styled(text)
}

// Bold stresses a text.
func (s *Screen) Bold(text string) string { return ansi.NewStyle().Bold().Styled(text) }

// Faint steps a text back.
func (s *Screen) Faint(text string) string { return s.faint().Styled(text) }

// IsTerminal reports whether w is a terminal.
func IsTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// draws reports whether w is a terminal on which what was printed can be drawn over.
func draws(w io.Writer) bool { return IsTerminal(w) && os.Getenv("TERM") != "dumb" }

// Nth colours one of several things, such as a goroutine, differently from its neighbours; the text itself names it.
func (s *Screen) Nth(n int, text string) string {
	style := ansi.NewStyle() // the first one has the colour of the text around it
	if tones := []tone{
		{"#0550ae", "#79c0ff", ansi.Blue}, {"#953800", "#ffa657", ansi.Yellow}, {"#116329", "#7ee787", ansi.Green},
		{"#6639ba", "#d2a8ff", ansi.Magenta}, {"#99286e", "#f778ba", ansi.Red}, {"#7d4e00", "#e3b341", ansi.Yellow},
		{"#1b7c83", "#76e3ea", ansi.Cyan},
	}; n%(len(tones)+1) > 0 {
		style = s.style(tones[n%(len(tones)+1)-1])
	}
	return style.Bold().Styled(text)
}
