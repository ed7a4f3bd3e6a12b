package term

// Page has the screen print pages of a size, as if it were a terminal.
func (s *Screen) Page(width, height int, wait func() error) { s.page(width, height, wait) }
