package modelnet

import (
	"fmt"
	"io"
	"net"
	"os"
	"syscall"
	"time"
	"unsafe"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/model/modelio"
	"threadlab/racecases/explore/race"
	"threadlab/racecases/explore/scheduler"
)

// window is how much a stream holds that was not read, in bytes. A writer waits for more,
// as it does on a real loopback, where it is about as much.
const window = 256 << 10

// A stream is one direction of a connection over TCP.
type stream struct {
	modelio.Direction
	data    []byte // written, and not read
	drained bool   // its reader waits for no more
	unread  bool   // nothing more will be read
	reset   bool   // the other side has broken the connection, and no operation has said so yet
}

// add appends what was written. The append of Go would show its access to the race
// detector.
func (s *stream) add(p []byte) {
	more := make([]byte, len(s.data)+len(p))
	copy(more[copy(more, s.data):], p)
	s.data = more
}

// A TCPConn is a net.TCPConn. Options that tune the kernel's connection have no effect, but for
// SetLinger.
type TCPConn struct {
	in, out       *stream
	local, remote *net.TCPAddr
	closed        bool
	abrupt        bool     // Close breaks it
	next          *TCPConn // in the queue of a listener
}

var (
	_ net.Conn      = (*TCPConn)(nil)
	_ io.ReaderFrom = (*TCPConn)(nil)
	_ io.WriterTo   = (*TCPConn)(nil)
)

// connect returns the two ends of a connection.
func connect(client, server *net.TCPAddr) (a, b *TCPConn) {
	there, back := new(stream), new(stream)
	return &TCPConn{in: back, out: there, local: client, remote: server}, &TCPConn{in: there, out: back, local: server, remote: client}
}

func (c *TCPConn) LocalAddr() net.Addr  { return c.local }
func (c *TCPConn) RemoteAddr() net.Addr { return c.remote }

// failure is the error of an operation.
func (c *TCPConn) failure(op string, err error) error {
	return &net.OpError{Op: op, Net: "tcp", Source: c.local, Addr: c.remote, Err: err}
}

// wasReset says once that the other side has broken the connection.
func (c *TCPConn) wasReset(op string) error {
	model.Running().Touch(scheduler.Writes, unsafe.Pointer(c.in))
	c.in.reset = false
	return c.failure(op, os.NewSyscallError(op, syscall.ECONNRESET))
}

// A connReader opens when a read can go on.
type connReader TCPConn

func (c *connReader) Ready() bool {
	return len(c.in.data) > 0 || c.in.Over || c.in.drained || c.closed || c.in.ReadBy.Passed()
}

func (c *TCPConn) Read(p []byte) (int, error) {
	w := model.Running()
	var guard scheduler.Guard
	if len(p) > 0 {
		guard = (*connReader)(c)
	}
	w.WaitOn("net.Conn.Read", guard, model.Changing(unsafe.Pointer(c.in)))
	switch {
	case c.closed:
		return 0, c.failure("read", net.ErrClosed)
	case len(p) == 0:
		return 0, nil
	case c.in.ReadBy.Passed():
		return 0, c.failure("read", os.ErrDeadlineExceeded)
	case c.in.reset && len(c.in.data) == 0:
		return 0, c.wasReset("read")
	}
	race.Acquire(unsafe.Pointer(c.in))
	if len(c.in.data) == 0 {
		return 0, io.EOF
	}
	n := min(len(p), len(c.in.data))
	if !c.in.Alone && !c.in.Whole {
		n = arrived(w, n)
	}
	copy(p, c.in.data[:n])
	c.in.data = c.in.data[n:]
	return n, nil
}

// arrived lets the schedule choose how much of n bytes a read gets.
func arrived(w *scheduler.Run, n int) int {
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

// A connWriter opens when a write can go on.
type connWriter TCPConn

func (c *connWriter) Ready() bool {
	return len(c.out.data) < window || c.out.unread || c.out.Over || c.closed || c.out.WrittenBy.Passed()
}

func (c *TCPConn) Write(p []byte) (int, error) {
	written := 0
	for {
		model.Running().WaitOn("net.Conn.Write", (*connWriter)(c), model.Changing(unsafe.Pointer(c.out)))
		switch {
		case c.closed:
			return written, c.failure("write", net.ErrClosed)
		case c.out.WrittenBy.Passed():
			return written, c.failure("write", os.ErrDeadlineExceeded)
		case c.in.reset:
			return written, c.wasReset("write")
		case c.out.Over:
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

func (c *TCPConn) Close() error {
	if err := c.before("net.Conn.Close", "close", c.in, c.out); err != nil {
		return err
	}
	c.shut()
	return nil
}

// before is the point before an operation that changes streams. It returns the error of one on a
// connection that is closed.
func (c *TCPConn) before(point, op string, changed ...*stream) error {
	var touches []scheduler.Touch
	for _, s := range changed {
		touches = append(touches, model.Changing(unsafe.Pointer(s)))
	}
	model.Running().WaitOn(point, nil, touches...)
	if c.closed {
		return c.failure(op, net.ErrClosed)
	}
	return nil
}

// shut closes one end of a connection. One that has not read all breaks it.
func (c *TCPConn) shut() {
	c.closed = true
	c.in.unread = true
	c.in.ReadBy.Set(time.Time{})
	c.out.WrittenBy.Set(time.Time{})
	if c.abrupt || len(c.in.data) > 0 {
		c.in.Over, c.out.reset = true, true
	}
	c.closeWrite()
}

// closeWrite ends what the other side reads.
func (c *TCPConn) closeWrite() {
	model.Running().Touch(scheduler.Writes, unsafe.Pointer(c.out))
	race.ReleaseMerge(unsafe.Pointer(c.out))
	c.out.Finish()
}

// reset breaks a connection in both directions.
func (c *TCPConn) reset() {
	c.in.reset, c.out.reset = true, true
	c.in.Finish()
	c.out.Finish()
}

// CloseWrite ends what the other side reads.
func (c *TCPConn) CloseWrite() error {
	if err := c.before("net.TCPConn.CloseWrite", "close", c.out); err != nil {
		return err
	}
	c.closeWrite()
	return nil
}

// CloseRead ends what this side waits for: it still reads what arrives, which the other side may
// go on to write.
func (c *TCPConn) CloseRead() error {
	if err := c.before("net.TCPConn.CloseRead", "close", c.in); err != nil {
		return err
	}
	c.in.drained = true
	return nil
}

func (c *TCPConn) SetDeadline(t time.Time) error {
	return c.setDeadlines(t, &c.in.ReadBy, &c.out.WrittenBy)
}

func (c *TCPConn) SetReadDeadline(t time.Time) error { return c.setDeadlines(t, &c.in.ReadBy) }

func (c *TCPConn) SetWriteDeadline(t time.Time) error {
	return c.setDeadlines(t, &c.out.WrittenBy)
}

func (c *TCPConn) setDeadlines(t time.Time, list ...*modelio.Deadline) error {
	if err := c.before("net.Conn.SetDeadline", "set", c.in, c.out); err != nil {
		return err
	}
	for _, d := range list {
		d.Set(t)
	}
	return nil
}

// ReadFrom writes what a reader has.
func (c *TCPConn) ReadFrom(from io.Reader) (int64, error) {
	return io.Copy(struct{ io.Writer }{c}, from)
}

// WriteTo writes what arrives to a writer.
func (c *TCPConn) WriteTo(to io.Writer) (int64, error) {
	return io.Copy(to, struct{ io.Reader }{c})
}

// File ends the exploration: there is no file behind a modelled connection.
func (c *TCPConn) File() (*os.File, error) { return nil, unmodelled("net.TCPConn.File") }

// SyscallConn is File.
func (c *TCPConn) SyscallConn() (syscall.RawConn, error) {
	return nil, unmodelled("net.TCPConn.SyscallConn")
}

// SetLinger sets whether Close breaks the connection: with 0 it does.
func (c *TCPConn) SetLinger(sec int) error {
	err := c.tuned()
	if err == nil {
		c.abrupt = sec == 0
	}
	return err
}

// MultipathTCP reports that the connection uses one path.
func (c *TCPConn) MultipathTCP() (bool, error) { return false, c.tuned() }

func (c *TCPConn) SetKeepAlive(bool) error                      { return c.tuned() }
func (c *TCPConn) SetKeepAliveConfig(net.KeepAliveConfig) error { return c.tuned() }
func (c *TCPConn) SetKeepAlivePeriod(time.Duration) error       { return c.tuned() }
func (c *TCPConn) SetNoDelay(bool) error                        { return c.tuned() }
func (c *TCPConn) SetReadBuffer(int) error                      { return c.tuned() }
func (c *TCPConn) SetWriteBuffer(int) error                     { return c.tuned() }

// tuned is what an option answers that changes nothing here.
func (c *TCPConn) tuned() error { return c.before("net.TCPConn.Set", "set", c.in, c.out) }
