package modelnet

import (
	"io"
	"net"
	"time"
	"unsafe"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/model/modelio"
)

// A pipeConn is one end of a net.Pipe.
type pipeConn struct{ in, out *modelio.Rendezvous }

// Pipe is net.Pipe.
func Pipe() (net.Conn, net.Conn) {
	there, back := new(modelio.Rendezvous), new(modelio.Rendezvous)
	return &pipeConn{back, there}, &pipeConn{there, back}
}

func (c *pipeConn) Read(b []byte) (int, error)  { return c.in.Take("net.Conn.Read", b) }
func (c *pipeConn) Write(b []byte) (int, error) { return c.out.Put("net.Conn.Write", b) }
func (*pipeConn) LocalAddr() net.Addr           { return pipeAddr{} }
func (*pipeConn) RemoteAddr() net.Addr          { return pipeAddr{} }

func (c *pipeConn) Close() error {
	c.before("net.Conn.Close")
	c.in.ReadBy.Set(time.Time{})
	c.out.WrittenBy.Set(time.Time{})
	c.in.CloseRead(io.ErrClosedPipe)
	c.out.CloseWrite(io.EOF)
	return nil
}

func (c *pipeConn) before(point string) {
	model.Running().WaitOn(point, nil, model.Changing(unsafe.Pointer(c.in)), model.Changing(unsafe.Pointer(c.out)))
}

func (c *pipeConn) SetDeadline(t time.Time) error {
	return c.setDeadlines(t, &c.in.ReadBy, &c.out.WrittenBy)
}

func (c *pipeConn) SetReadDeadline(t time.Time) error  { return c.setDeadlines(t, &c.in.ReadBy) }
func (c *pipeConn) SetWriteDeadline(t time.Time) error { return c.setDeadlines(t, &c.out.WrittenBy) }

func (c *pipeConn) setDeadlines(t time.Time, list ...*modelio.Deadline) error {
	c.before("net.Conn.SetDeadline")
	if c.in.Closed() {
		return io.ErrClosedPipe
	}
	for _, d := range list {
		d.Set(t)
	}
	return nil
}

// A pipeAddr is the address of both ends.
type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }
