package main

import (
	"errors"
	"io"
	"syscall"

	"threadlab/scripts/threadlab/term"
)

// An output is where the results go. What could not be written there is lost, and the first time that happens the command is
// to end.
type output struct {
	to   io.Writer
	lost func(error)
}

// outputTo returns what a command writes to. A terminal stays as it is, for those that draw on it.
func outputTo(to io.Writer, lost func(error)) io.Writer {
	if term.IsTerminal(to) {
		return to
	}
	return output{to, lost}
}

func (o output) Write(text []byte) (int, error) {
	n, err := o.to.Write(text)
	switch {
	case errors.Is(err, syscall.EPIPE):
		o.lost(errOutputClosed)
	case err != nil:
		o.lost(lostError{err})
	}
	return n, err
}

// direct is where a child writes its output itself.
func direct(w io.Writer) io.Writer {
	if o, ok := w.(output); ok {
		return o.to
	}
	return w
}

// A lostError says why results could not be written.
type lostError struct{ err error }

func (e lostError) Error() string { return "standard output: " + e.err.Error() }

func (e lostError) Unwrap() error { return e.err }
