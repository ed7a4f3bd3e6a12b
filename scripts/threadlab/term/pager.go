package term

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/term"
)

// PageBy has the screen wait, before a line would push one off a terminal that was not read yet: wait returns when its
// reader wants to go on, and an error if there is nothing more to print. It does nothing unless w, what the screen
// writes to, is a terminal that can draw: another one has no pages.
func (s *Screen) PageBy(w io.Writer, wait func() error) {
	if !draws(w) {
		return
	}
	if width, height, err := term.GetSize(int(w.(*os.File).Fd())); err == nil {
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
		if all > p.rows {
			text = bytes.TrimLeft(text, "\n") // the lines that set it apart
		}
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

// WaitForKey asks on prompt for a key and waits until one is pressed on in, or the context ends. Where in is not a
// terminal, a line stands for a key and the end of input for the last; on one, q and Ctrl-C are an interrupt. A read cannot be interrupted: when the context has
// ended, the next key is still read, and lost.
func WaitForKey(ctx context.Context, in io.Reader, prompt io.Writer) error {
	read := readLine
	if IsTyped(in) {
		const ask = "  press a key (q quits) "
		fmt.Fprint(prompt, ask)
		if draws(prompt) {
			defer fmt.Fprint(prompt, "\r", strings.Repeat(" ", len(ask)), "\r")
		} else {
			defer fmt.Fprintln(prompt)
		}
		terminal := int(in.(*os.File).Fd())
		old, err := term.MakeRaw(terminal)
		if err != nil {
			return err
		}
		defer func() { _ = term.Restore(terminal, old) }()
		read = readKey
	}
	pressed := make(chan error, 1)
	go func() { pressed <- read(in) }()
	select {
	case err := <-pressed:
		return cmp.Or(err, ctx.Err())
	case <-ctx.Done():
		return ctx.Err()
	}
}

// IsTyped reports whether in is a terminal, which shows what is typed.
func IsTyped(in io.Reader) bool {
	f, ok := in.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// readKey reads a key of a terminal in raw mode, where no signal comes of Ctrl-C.
func readKey(in io.Reader) error {
	const ctrlC = 3
	key := make([]byte, 1)
	if _, err := in.Read(key); err != nil {
		return err
	}
	if key[0] == ctrlC || key[0] == 'q' {
		return context.Canceled
	}
	return nil
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
