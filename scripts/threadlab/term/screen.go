// Package term draws on a terminal: colours that are left out where they would
// not be seen, source code, and progress bars.
package term

import (
	"fmt"
	"io"
	"os"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
	"golang.org/x/term"
)

// Width is how wide a page is: it fits any projector.
const Width = 80

// A Screen is a writer that knows how much colour its reader can see: none in a
// file, in a pipe or with NO_COLOR set. Every colour goes with a symbol or a word.
type Screen struct {
	*colorprofile.Writer
	light bool
}

// NewScreen returns a Screen over w, for a dark background.
func NewScreen(w io.Writer) *Screen {
	return &Screen{Writer: colorprofile.NewWriter(w, os.Environ())}
}

// Light chooses colours for a light background.
func (s *Screen) Light() { s.light = true }

// Println writes a line. A reader that has gone away is not an error here.
func (s *Screen) Println(text string) { _, _ = fmt.Fprintln(s, text) }

func (s *Screen) pick(light, dark string) lipgloss.Style {
	return lipgloss.NewStyle().Foreground(lipgloss.LightDark(!s.light)(lipgloss.Color(light), lipgloss.Color(dark)))
}

// Good, Bad and Warn colour a text; the text itself says what the colour means.
func (s *Screen) Good(text string) string { return s.pick("#116329", "#56d364").Render(text) }

// Bad colours what failed.
func (s *Screen) Bad(text string) string { return s.pick("#a40e26", "#ff7b72").Bold(true).Render(text) }

// Warn colours what needs attention.
func (s *Screen) Warn(text string) string { return s.pick("#7d4e00", "#e3b341").Render(text) }

// Bold stresses a text.
func (s *Screen) Bold(text string) string { return lipgloss.NewStyle().Bold(true).Render(text) }

// Faint steps a text back.
func (s *Screen) Faint(text string) string { return s.pick("#57606a", "#8b949e").Render(text) }

// IsTerminal reports whether w is a terminal.
func IsTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}
