package model

import (
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"
	"unsafe"

	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// window is how much a stream holds that was not read, in bytes. A writer waits for more,
// as it does on a real loopback, where it is about as much.
const window = 256 << 10

// A stream is one direction of a connection.
type stream struct {
	data    []byte // written, and not read
	writing bool   // through a pipe: a write waits until all is read
	ended   bool   // nothing more will be written
	unread  bool   // nothing more will be read
	reset   bool   // the connection was broken: what was written is lost
	alone   bool   // see ForOneRequest
	whole   bool   // see ArriveWhole
	gone    func() // see WatchEnd
}

// add appends what was written. The append of Go would show its access to the race
// detector.
func (s *stream) add(p []byte) {
	more := make([]byte, len(s.data)+len(p))
	copy(more[copy(more, s.data):], p)
	s.data = more
}

// A deadline ends reads or writes of one end of a connection.
type deadline struct {
	passed bool
	timer  *scheduler.Timer
}

func (d *deadline) set(t time.Time) {
	if d.timer != nil {
		d.timer.Stop()
	}
	d.passed, d.timer = false, nil
	if t.IsZero() {
		return
	}
	left := Until(t)
	if d.passed = left <= 0; !d.passed {
		d.timer = here().NewTimer(left, func() { d.passed = true }, nil)
	}
}

// A conn is one end of a connection.
type conn struct {
	in, out       *stream
	local, remote net.Addr
	pipe          bool // a net.Pipe: a write waits for the reads that take it
	closed        bool
	readBy        deadline
	writtenBy     deadline
}

var _ net.Conn = (*conn)(nil)

func (c *conn) LocalAddr() net.Addr  { return c.local }
func (c *conn) RemoteAddr() net.Addr { return c.remote }

// A connReader opens when a read can go on.
type connReader conn

func (c *connReader) Ready() bool {
	return len(c.in.data) > 0 || c.in.ended || c.in.reset || c.closed || c.readBy.passed
}

func (c *conn) Read(p []byte) (int, error) {
	w := here()
	w.WaitOn("net.Conn.Read", (*connReader)(c), changing(unsafe.Pointer(c.in)))
	switch {
	case c.closed:
		return 0, c.failure("read", net.ErrClosed)
	case c.readBy.passed:
		return 0, c.failure("read", os.ErrDeadlineExceeded)
	case c.in.reset:
		return 0, c.failure("read", os.NewSyscallError("read", syscall.ECONNRESET))
	}
	race.Acquire(unsafe.Pointer(c.in))
	if len(c.in.data) == 0 {
		return 0, io.EOF
	}
	n := min(len(p), len(c.in.data))
	if !c.in.alone && !c.in.whole {
		n = arrived(w, n)
	}
	copy(p, c.in.data[:n])
	c.in.data = c.in.data[n:]
	return n, nil
}

// arrived lets the schedule choose how much of n bytes a read gets.
func arrived(w *modelState, n int) int {
	parts := []int{n, n / 2, 1}
	switch {
	case n < 2:
		return n
	case n == 2 || n == 3: // the half is one byte
		parts = parts[:2]
	}
	w.Offer(scheduler.ChoosesNumber, len(parts), func(i int) string { return fmt.Sprintf("%d bytes of %d have arrived", parts[i], n) })
	return parts[w.Choose(len(parts))]
}

// A connWriter opens when a write can go on: to a pipe, when no other write waits.
type connWriter conn

func (c *connWriter) Ready() bool {
	room := len(c.out.data) < window
	if c.pipe {
		room = !c.out.writing
	}
	return room || c.out.unread || c.out.reset || c.closed || c.writtenBy.passed
}

// A drained opens when a write through a pipe was read, or never will be.
type drained conn

func (c *drained) Ready() bool {
	return len(c.out.data) == 0 || c.out.unread || c.closed || c.writtenBy.passed
}

func (c *conn) Write(p []byte) (int, error) {
	if c.pipe {
		return c.writePipe(p)
	}
	written := 0
	for {
		here().WaitOn("net.Conn.Write", (*connWriter)(c), changing(unsafe.Pointer(c.out)))
		switch {
		case c.closed || c.out.ended:
			return written, c.failure("write", net.ErrClosed)
		case c.writtenBy.passed:
			return written, c.failure("write", os.ErrDeadlineExceeded)
		case c.out.reset:
			return written, c.failure("write", os.NewSyscallError("write", syscall.EPIPE))
		case c.out.unread: // the first write is lost, and the answer to it breaks the connection
			c.reset()
			return len(p), nil
		}
		race.ReleaseMerge(unsafe.Pointer(c.out))
		n := min(len(p)-written, window-len(c.out.data))
		c.out.add(p[written : written+n])
		if written += n; written == len(p) {
			return written, nil
		}
	}
}

func (c *conn) writePipe(p []byte) (int, error) {
	w := here()
	w.WaitOn("net.Conn.Write", (*connWriter)(c), changing(unsafe.Pointer(c.out)))
	err := c.pipeBroken()
	if err != nil || len(p) == 0 {
		return 0, err
	}
	race.ReleaseMerge(unsafe.Pointer(c.out))
	c.out.add(p)
	c.out.writing = true
	w.WaitOn("net.Conn.Write", (*drained)(c), changing(unsafe.Pointer(c.out)))
	left := len(c.out.data)
	c.out.data, c.out.writing = nil, false
	if left > 0 {
		err = c.pipeBroken()
	}
	return len(p) - left, err
}

// pipeBroken returns why a write through a pipe cannot go on.
func (c *conn) pipeBroken() error {
	switch {
	case c.closed || c.out.unread:
		return io.ErrClosedPipe
	case c.writtenBy.passed:
		return os.ErrDeadlineExceeded
	}
	return nil
}

func (c *conn) Close() error {
	here().WaitOn("net.Conn.Close", nil, changing(unsafe.Pointer(c.in)), changing(unsafe.Pointer(c.out)))
	if c.closed && !c.pipe {
		return c.failure("close", net.ErrClosed)
	}
	c.shut()
	return nil
}

// shut closes one end of a connection.
func (c *conn) shut() {
	c.closed = true
	c.in.unread = true
	c.readBy.set(time.Time{})
	c.writtenBy.set(time.Time{})
	c.closeWrite()
}

// closeWrite ends what the other side reads.
func (c *conn) closeWrite() {
	here().Touch(scheduler.Writes, unsafe.Pointer(c.out))
	race.ReleaseMerge(unsafe.Pointer(c.out))
	c.out.ended = true
	c.out.finished()
}

// reset breaks a connection in both directions.
func (c *conn) reset() {
	c.in.reset, c.out.reset = true, true
	c.in.finished()
	c.out.finished()
}

func (c *conn) SetDeadline(t time.Time) error {
	return c.setDeadlines(t, &c.readBy, &c.writtenBy)
}

func (c *conn) SetReadDeadline(t time.Time) error { return c.setDeadlines(t, &c.readBy) }

func (c *conn) SetWriteDeadline(t time.Time) error { return c.setDeadlines(t, &c.writtenBy) }

func (c *conn) setDeadlines(t time.Time, list ...*deadline) error {
	here().WaitOn("net.Conn.SetDeadline", nil, changing(unsafe.Pointer(c.in)), changing(unsafe.Pointer(c.out)))
	if c.closed {
		return c.failure("set", net.ErrClosed)
	}
	for _, d := range list {
		d.set(t)
	}
	return nil
}
