package modelnet

import (
	"net"
	"os"
	"syscall"
	"time"
	"unsafe"

	"threadlab/racecases/explore/model"
	"threadlab/racecases/explore/model/modelio"
	"threadlab/racecases/explore/race"
)

// A TCPListener is a net.TCPListener. Connections wait in it to be accepted.
type TCPListener struct {
	addr     *net.TCPAddr
	network  string
	queue    *TCPConn
	closed   bool
	accepted modelio.Deadline // of waiting for a connection
	next     *TCPListener
}

var _ net.Listener = (*TCPListener)(nil)

// ListenTCP is net.ListenTCP.
func ListenTCP(network string, addr *net.TCPAddr) (*TCPListener, error) {
	return listen(network, address(addr))
}

// address writes an address as net.Listen and net.Dial take it.
func address(addr *net.TCPAddr) string {
	if addr == nil {
		return ":0"
	}
	return addr.String()
}

// hears reports whether it listens on an address of this machine.
func (l *TCPListener) hears(ip net.IP) bool {
	if !l.addr.IP.IsUnspecified() {
		return l.addr.IP.Equal(ip)
	}
	return l.network != "tcp6" && l.addr.IP.To4() == nil || (ip.To4() == nil) == (l.addr.IP.To4() == nil)
}

// Addr returns the address on which it listens.
func (l *TCPListener) Addr() net.Addr { return l.addr }

// failure is the error of an operation.
func (l *TCPListener) failure(op string, err error) error {
	return &net.OpError{Op: op, Net: "tcp", Addr: l.addr, Err: err}
}

// An accepting opens when a connection waits to be accepted, or none will.
type accepting TCPListener

func (l *accepting) Ready() bool { return l.queue != nil || l.closed || l.accepted.Passed() }

// offer adds a connection to those that wait.
func (l *TCPListener) offer(c *TCPConn) {
	race.Release(unsafe.Pointer(c))
	last := &l.queue
	for *last != nil {
		last = &(*last).next
	}
	*last = c
}

// Accept waits for the next connection.
func (l *TCPListener) Accept() (net.Conn, error) {
	c, err := l.AcceptTCP()
	if err != nil {
		return nil, err
	}
	return c, nil
}

// AcceptTCP is Accept.
func (l *TCPListener) AcceptTCP() (*TCPConn, error) {
	model.Running().WaitOn("net.Listener.Accept", (*accepting)(l), model.Changing(unsafe.Pointer(l)))
	switch {
	case l.closed:
		return nil, l.failure("accept", net.ErrClosed)
	case l.accepted.Passed():
		return nil, l.failure("accept", os.ErrDeadlineExceeded)
	}
	c := l.queue
	l.queue = c.next
	race.Acquire(unsafe.Pointer(c))
	return c, nil
}

// Close resets the connections that were not accepted.
func (l *TCPListener) Close() error {
	model.Running().WaitOn("net.Listener.Close", nil, model.Changing(unsafe.Pointer(l)))
	if l.closed {
		return l.failure("close", net.ErrClosed)
	}
	l.closed = true
	l.accepted.Set(time.Time{})
	for c := l.queue; c != nil; c = c.next {
		c.reset()
	}
	l.queue = nil
	return nil
}

// SetDeadline bounds how long Accept waits.
func (l *TCPListener) SetDeadline(t time.Time) error {
	model.Running().WaitOn("net.Listener.SetDeadline", nil, model.Changing(unsafe.Pointer(l)))
	if l.closed {
		return l.failure("set", net.ErrClosed)
	}
	l.accepted.Set(t)
	return nil
}

// File ends the exploration: there is no file behind a modelled listener.
func (l *TCPListener) File() (*os.File, error) { return nil, unmodelled("net.TCPListener.File") }

// SyscallConn is File.
func (l *TCPListener) SyscallConn() (syscall.RawConn, error) {
	return nil, unmodelled("net.TCPListener.SyscallConn")
}
