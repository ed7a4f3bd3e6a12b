package model

import (
	"io"
	"net"
	"os"
	"time"
	"unsafe"

	"threadlab/racecases/explore/race"
)

// A pipe is what the two ends of an io.Pipe share, and those of a net.Pipe in one direction. It has
// no buffer: a write waits until others have read all of it.
type pipe struct {
	direction
	data          []byte // of the write that waits
	writing       bool
	read          bool // all of that write
	closed        bool
	reader, wrote error // what either end was closed with first
}

// A pipeReader opens when a read can go on.
type pipeReader pipe

func (p *pipeReader) Ready() bool { return p.writing && !p.read || p.closed || p.readBy.passed }

// A pipeWriter opens when no other write waits.
type pipeWriter pipe

func (p *pipeWriter) Ready() bool { return !p.writing || p.closed || p.writtenBy.passed }

// A pipeRead opens when the write was read, or never will be.
type pipeRead pipe

func (p *pipeRead) Ready() bool { return p.read || p.closed || p.writtenBy.passed }

// take waits for a write, or for the end of the other side.
func (p *pipe) take(op string, b []byte) (int, error) {
	here().WaitOn(op, (*pipeReader)(p), changing(unsafe.Pointer(p)))
	if !p.closed && p.readBy.passed {
		return 0, os.ErrDeadlineExceeded
	}
	race.Acquire(unsafe.Pointer(p))
	switch {
	case p.closed && p.reader == nil && p.wrote != nil:
		return 0, p.wrote
	case p.closed:
		return 0, io.ErrClosedPipe
	}
	n := copy(b, p.data)
	p.data = p.data[n:]
	p.read = len(p.data) == 0
	race.ReleaseMerge(unsafe.Pointer(p))
	return n, nil
}

// put waits until others have read all of b.
func (p *pipe) put(op string, b []byte) (int, error) {
	here().WaitOn(op, (*pipeWriter)(p), changing(unsafe.Pointer(p)))
	if p.closed || p.writtenBy.passed {
		return 0, p.broken()
	}
	race.ReleaseMerge(unsafe.Pointer(p))
	p.data, p.writing, p.read = b, true, false
	here().WaitOn(op, (*pipeRead)(p), changing(unsafe.Pointer(p)))
	n, read := len(b)-len(p.data), p.read
	p.data, p.writing = nil, false
	if !read {
		return n, p.broken()
	}
	race.Acquire(unsafe.Pointer(p))
	return n, nil
}

// broken returns why a write cannot go on.
func (p *pipe) broken() error {
	if !p.closed {
		return os.ErrDeadlineExceeded
	}
	race.Acquire(unsafe.Pointer(p))
	if p.wrote == nil && p.reader != nil {
		return p.reader
	}
	return io.ErrClosedPipe
}

// close closes one end, within the running step.
func (p *pipe) close(side *error, err error) {
	race.ReleaseMerge(unsafe.Pointer(p))
	if *side == nil {
		*side = err
	}
	p.closed = true
	p.finish()
}

// closeWith is the method CloseWithError of one end. Without an error it is another one.
func (p *pipe) closeWith(side *error, err, other error) error {
	here().WaitOn("io.Pipe: close", nil, changing(unsafe.Pointer(p)))
	if err == nil {
		err = other
	}
	p.close(side, err)
	return nil
}

// An IoPipeReader is an io.PipeReader.
type IoPipeReader struct{ p *pipe }

// An IoPipeWriter is an io.PipeWriter.
type IoPipeWriter struct{ p *pipe }

// IoPipe is io.Pipe.
func IoPipe() (*IoPipeReader, *IoPipeWriter) {
	p := new(pipe)
	return &IoPipeReader{p}, &IoPipeWriter{p}
}

func (r *IoPipeReader) Read(b []byte) (int, error) { return r.p.take("io.PipeReader.Read", b) }

// Close is CloseWithError(nil).
func (r *IoPipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError makes writes fail, by default with io.ErrClosedPipe.
func (r *IoPipeReader) CloseWithError(err error) error {
	return r.p.closeWith(&r.p.reader, err, io.ErrClosedPipe)
}

func (w *IoPipeWriter) Write(b []byte) (int, error) { return w.p.put("io.PipeWriter.Write", b) }

// Close is CloseWithError(nil).
func (w *IoPipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError makes reads fail, by default with io.EOF.
func (w *IoPipeWriter) CloseWithError(err error) error {
	return w.p.closeWith(&w.p.wrote, err, io.EOF)
}

// A pipeConn is one end of a net.Pipe.
type pipeConn struct{ in, out *pipe }

// NetPipe is net.Pipe.
func NetPipe() (net.Conn, net.Conn) {
	there, back := new(pipe), new(pipe)
	return &pipeConn{back, there}, &pipeConn{there, back}
}

func (c *pipeConn) Read(b []byte) (int, error)  { return c.in.take("net.Conn.Read", b) }
func (c *pipeConn) Write(b []byte) (int, error) { return c.out.put("net.Conn.Write", b) }
func (*pipeConn) LocalAddr() net.Addr           { return pipeAddr{} }
func (*pipeConn) RemoteAddr() net.Addr          { return pipeAddr{} }

func (c *pipeConn) Close() error {
	c.before("net.Conn.Close")
	c.in.readBy.set(time.Time{})
	c.out.writtenBy.set(time.Time{})
	c.in.close(&c.in.reader, io.ErrClosedPipe)
	c.out.close(&c.out.wrote, io.EOF)
	return nil
}

func (c *pipeConn) before(point string) {
	here().WaitOn(point, nil, changing(unsafe.Pointer(c.in)), changing(unsafe.Pointer(c.out)))
}

func (c *pipeConn) SetDeadline(t time.Time) error {
	return c.setDeadlines(t, &c.in.readBy, &c.out.writtenBy)
}

func (c *pipeConn) SetReadDeadline(t time.Time) error  { return c.setDeadlines(t, &c.in.readBy) }
func (c *pipeConn) SetWriteDeadline(t time.Time) error { return c.setDeadlines(t, &c.out.writtenBy) }

func (c *pipeConn) setDeadlines(t time.Time, list ...*deadline) error {
	c.before("net.Conn.SetDeadline")
	if c.in.closed {
		return io.ErrClosedPipe
	}
	for _, d := range list {
		d.set(t)
	}
	return nil
}

// A pipeAddr is the address of both ends.
type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }
