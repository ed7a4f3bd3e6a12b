package term

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// PageBy has the screen wait, before a line would push one off a terminal that was not read yet: wait returns when its
// reader wants to go on, and an error if there is nothing more to print. It does nothing unless w, what the screen
// writes to, is a terminal.
func (s *Screen) PageBy(w io.Writer, wait func() error) {
	f, ok := w.(*os.File)
	if !ok {
		return
	}
	if width, height, err := term.GetSize(int(f.Fd())); err == nil {
		s.page(width, height, wait)
	}
}

// page has the screen print pages of a size.
func (s *Screen) page(width, height int, wait func() error) {
	to := &s.to
	if f, ok := s.to.(*folder); ok { // it is on a page that lines are counted as they are shown
		to = &f.to
	}
	s.pager = &pager{to: *to, width: max(1, width), rows: max(2, height-1), wait: wait} // a row is the prompt's
	*to = s.pager
}

// Together keeps what do prints on one page, unless that is longer than a page.
func (s *Screen) Together(do func()) {
	if s.pager == nil {
		do()
		return
	}
	s.pager.held = &bytes.Buffer{}
	do()
	s.pager.release()
}

// A pager writes whole lines, page by page.
type pager struct {
	to    io.Writer
	width int // of a row
	rows  int // of a page
	wait  func() error
	used  int           // rows of this page
	held  *bytes.Buffer // what is to be on one page; nil: nothing is held back
	err   error         // why nothing is printed any more
}

// Write writes lines, and waits in front of one for which the page has no room.
func (p *pager) Write(text []byte) (int, error) {
	if p.held != nil {
		return p.held.Write(text)
	}
	for line := range bytes.Lines(text) {
		n := p.height(line)
		if p.used > 0 && p.used+n > p.rows {
			p.turn()
		}
		if p.err != nil {
			return 0, p.err
		}
		p.used += n
		if _, err := p.to.Write(line); err != nil {
			return 0, err
		}
	}
	return len(text), nil
}

// release writes what was held back, on a new page if there is no room for it on this one.
func (p *pager) release() {
	text := p.held.Bytes()
	p.held = nil
	all := 0
	for line := range bytes.Lines(text) {
		all += p.height(line)
	}
	if p.used > 0 && p.used+all > p.rows {
		p.turn()
		text = bytes.TrimLeft(text, "\n")
	}
	_, _ = p.Write(text)
}

func (p *pager) turn() {
	if p.err == nil {
		p.err = p.wait()
	}
	p.used = 0
}

// height returns how many rows a line takes.
func (p *pager) height(line []byte) int {
	return 1 + max(0, ansi.StringWidth(string(bytes.TrimSuffix(line, []byte("\n"))))-1)/p.width
}

// WaitForKey asks on prompt for a key and waits until one is pressed on in. Where
// in is not a terminal, a line stands for a key and the end of input for the last.
func WaitForKey(ctx context.Context, in io.Reader, prompt io.Writer) error {
	if !IsTyped(in) {
		return readLine(in)
	}
	f := in.(*os.File)
	fmt.Fprint(prompt, "  press a key ")
	defer fmt.Fprint(prompt, "\r              \r")
	old, err := term.MakeRaw(int(f.Fd()))
	if err != nil {
		return err
	}
	defer func() { _ = term.Restore(int(f.Fd()), old) }()
	key := make([]byte, 1)
	if _, err := f.Read(key); err != nil {
		return err
	}
	const ctrlC = 3 // in raw mode no signal comes of it
	if key[0] == ctrlC {
		return context.Canceled
	}
	return ctx.Err()
}

// IsTyped reports whether in is a terminal, which shows what is typed.
func IsTyped(in io.Reader) bool {
	f, ok := in.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// readLine reads to the end of a line and not a byte further.
func readLine(in io.Reader) error {
	for b := make([]byte, 1); b[0] != '\n'; {
		if _, err := io.ReadFull(in, b); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}
