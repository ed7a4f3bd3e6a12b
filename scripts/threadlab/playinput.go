package main

import (
	"bufio"
	"context"
	"io"
)

// lines reads input line by line. The reader cannot be interrupted, but waiting for it can.
type lines struct {
	next chan string
	more chan struct{}
}

func newLines(r io.Reader) *lines {
	l := &lines{next: make(chan string), more: make(chan struct{})}
	go l.scan(r)
	return l
}

func (l *lines) scan(r io.Reader) {
	defer close(l.next)
	scanner := bufio.NewScanner(r)
	for range l.more {
		if !scanner.Scan() {
			return
		}
		l.next <- scanner.Text()
	}
}

// read returns the next line; false: there is none, or the context has ended.
func (l *lines) read(ctx context.Context) (string, bool) {
	select {
	case l.more <- struct{}{}:
	case <-ctx.Done():
		return "", false
	}
	select {
	case line, ok := <-l.next:
		return line, ok
	case <-ctx.Done():
		return "", false
	}
}
