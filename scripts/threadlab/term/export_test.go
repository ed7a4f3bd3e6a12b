package term

import "io"

// Page has the screen print pages of a size, as if it were a terminal.
func (s *Screen) Page(width, height int, wait func() error) { s.page(width, height, wait) }

// NewScreenFor returns a screen over a terminal, or a file, in an environment.
func NewScreenFor(w io.Writer, terminal bool, getenv func(string) string) *Screen {
	return &Screen{to: w, colours: paletteOf(terminal, getenv), light: isLight(getenv), width: Width}
}
